// Made from explorer/web by esbuild; its sources are the modules there.
var en=Object.defineProperty;var $t=(s,t)=>{for(var e in t)en(s,e,{get:t[e],enumerable:!0})};var sn=Symbol.for("latent-space-explorer"),f=globalThis[sn]??={point:".",painted:!1,crew:null,pins:{},pictures:new Map,decoders:new Map,encoders:new Map,spaces:new Map,codes:new Map,betas:new Map,pickers:new Map,galleries:new Map,events:new EventTarget};function E(s){f.events.dispatchEvent(new Event(s))}function k(s,t){return f.events.addEventListener(s,t),()=>f.events.removeEventListener(s,t)}function M(){requestAnimationFrame(()=>f.painted=!0)}var Ue=new Map,on=0;function ct({html:s,css:t,component:e},o,i,n=()=>{}){let r=o.shadowRoot??o.attachShadow({mode:"open"});r.adoptedStyleSheets=t.map(nn),r.innerHTML=s;let a=null,l=c=>{let h=c.version??`v${++on}`,u={point:f.point,...c,version:h};a=e({data:u,parentElement:r,setTriggerValue:n})};return l(i),{root:r,update:l,close:()=>typeof a=="function"&&a()}}function nn(s){if(!Ue.has(s)){let t=new CSSStyleSheet;t.replaceSync(s),Ue.set(s,t)}return Ue.get(s)}var ut={en:[".",",",""],fr:[",","\u202F","\xA0"]};function Bt(s,t,e){let[o,i,n]=ut[e]??ut.en,r=/\.(\d+)([f%])/.exec(t),a=r?.[2]==="%"?100*s:s,l=r?a.toFixed(Number(r[1])):String(t==="g"?Number(a.toPrecision(6)):a);t.startsWith(",")&&(l=l.replace(/\B(?=(\d{3})+(?!\d))/g,","));let c={".":o,",":i};return l=l.replace(/[.,]/g,h=>c[h]),r?.[2]==="%"?`${l}${n}%`:l}function rn(s,t){if(!Number.isFinite(s))return s>0?"\u221E":"\u2013";if(s>=1e3)return Bt(s,",.0f",t);let e=Math.max(0,3-Math.floor(Math.log10(Math.abs(s)||1))),o=s.toFixed(Math.min(20,e));return(o.includes(".")?o.replace(/0+$/,"").replace(/\.$/,""):o).replace(".",(ut[t]??ut.en)[0])}function Fs(s){return s.split("**").map((t,e)=>{if(e%2===0)return t;let o=document.createElement("strong");return o.textContent=t,o})}var S=class{constructor(t,e){this.language=t,this.sentences=e,this.point=(ut[t]??ut.en)[0],this.text=this.text.bind(this)}text(t,e){let[o,i]=t.split(".");return this.fill(this.sentences[o]?.[i]??t,e)}fill(t,e){return e?t.replace(/\{(\w+)(?::([^}]*))?\}/g,(o,i,n="")=>this.filled(e[i],n)):t}filled(t,e){if(typeof t!="number")return String(t);if(!e.startsWith("#"))return Bt(t,e,this.language);let[o,i]=e.slice(1).split("|"),n=this.language==="fr"?Math.abs(t)<2:t===1;return Bt(t,",",this.language)+(n?o:` ${i}`)}number(t,e=""){return Bt(t,e,this.language)}plain(t){return rn(t,this.language)}numbers(t,e){let o=this.point===","?" ; ":", ";return Array.from(t,i=>this.number(i,e)).join(o)}};function G(s){return new URLSearchParams(window.location.search).get(s)}function Ds(s){return G(s)==="1"}function $(s,t,e=-1/0,o=1/0){let i=G(s),n=i?Number(i.replace(",",".")):NaN;return Number.isFinite(n)&&n>=e&&n<=o?n:t}function C(s,t,e){let o=G(s)??e;return t.includes(o)?o:e}function P(s,{opened:t=!1,alone:e=!1}={}){let o=new URLSearchParams(window.location.search),i=e?new URLSearchParams:o;for(let r of["embed","hide","lang"]){let a=o.get(r);e&&a!==null&&i.set(r,a)}for(let[r,a]of Object.entries(s))a===null?i.delete(r):i.set(r,String(a));let n=`?${i}`;if(n!==window.location.search)try{t?history.pushState(null,"",n):history.replaceState(null,"",n)}catch{}}function et(s){return String(Number(s.toPrecision(6)))}async function We(s){if(!(s[0]===31&&s[1]===139&&s[2]===8))return s;let e=new Blob([s]).stream().pipeThrough(new DecompressionStream("gzip"));return new Uint8Array(await new Response(e).arrayBuffer())}function z(s){return typeof s=="string"?Uint8Array.from(atob(s),t=>t.charCodeAt(0)):new Uint8Array(s.buffer,s.byteOffset,s.byteLength).slice()}var je=".";function y(s){let t=ArrayBuffer.isView(s)?JSON.parse(new TextDecoder().decode(s)):s;return je=t.point??".",t}function It(s){return String(s).replace(".",je)}function D(s,t){return It(s.toFixed(t))}function Ct(s,t){return`${D(s,2)}${je===","?" ; ":", "}${D(t,2)}`}var Us=new WeakMap;function Be(s,t){return Us.get(s)?.(),Us.set(s,t),t}var zt=class{constructor(t,e,o){this.codes=t,this.dim=e,this.labels=o,this.count=Math.min(o.length,t.length/e)}code(t){return Array.from(this.codes.subarray(t*this.dim,(t+1)*this.dim))}distances(t){let{codes:e,dim:o}=this;return Float64Array.from({length:this.count},(i,n)=>{let r=0;for(let a=0;a<o;a++)r+=(e[n*o+a]-t[a])**2;return Math.sqrt(r)})}neighbours(t,e){let o=[],i=this.distances(t);for(let n=0;n<this.count;n++){let r=i[n];if(o.length===e&&r>=o[e-1].distance)continue;let a=o.length;for(;a>0&&o[a-1].distance>r;)a--;o.splice(a,0,{index:n,distance:r}),o.length=Math.min(o.length,e)}return o}within(t,e){let o=this.distances(t);return Array.from(o.keys()).filter(n=>o[n]<=e).sort((n,r)=>o[n]-o[r]||n-r)}inside(t,[e,o]){let{codes:i,dim:n}=this;return Array.from({length:this.count},(a,l)=>l).filter(a=>an(t,i[a*n+e],i[a*n+o]))}centre(t=null){let e=new Array(this.dim).fill(0),o=0;for(let i=0;i<this.count;i++)if(!(t!==null&&this.labels[i]!==t)){o++;for(let n=0;n<this.dim;n++)e[n]+=this.codes[i*this.dim+n]}return e.map(i=>i/(o||1))}sorted(t){return Float32Array.from({length:this.count},(e,o)=>this.codes[o*this.dim+t]).sort()}flat([t,e]){let o=new Float32Array(2*this.count);for(let i=0;i<this.count;i++)o[2*i]=this.codes[i*this.dim+t],o[2*i+1]=this.codes[i*this.dim+e];return o}};function an(s,t,e){let o=!1;for(let i=0,n=s.length-1;i<s.length;n=i++){let[[r,a],[l,c]]=[s[i],s[n]];a>e!=c>e&&t<(l-r)*(e-a)/(c-a)+r&&(o=!o)}return o}function qt(s,t){let e=t*(s.length-1),o=Math.floor(e),i=Math.min(o+1,s.length-1);return s[o]+(e-o)*(s[i]-s[o])}function Ws(s,t,e){return Array.from({length:e},(o,i)=>{let n=i/(e-1);return s.map((r,a)=>(1-n)*r+n*t[a])})}var js='"use strict";(()=>{function S(h,e,s){let t=[h[0],h[h.length-1]],r=Math.min(t[1],Math.max(t[0],Math.log(s))),n=h.map(o=>Math.exp(-.5*((r-o)/e)**2)),a=n.reduce((o,i)=>o+i);return n.map(o=>o/a)}function P(h,e,s,t){let r=new Float32Array(t);return h.forEach((n,a)=>{let o=e.subarray(s+a*t,s+(a+1)*t);for(let i=0;i<t;i++)r[i]+=n*o[i]}),r}function T({scale:h,shift:e,outs:s},t,r,n,a){if(t.length===0||h===void 0||e===void 0)return;let o=P(t,r,h,s).map(l=>1+l),i=P(t,r,e,s);for(let l=0;l<n.length;l+=s)for(let f=0;f<s;f++)n[l+f]*=o[f];for(let l=0;l<s;l++)a[l]=a[l]*o[l]+i[l]}function k(){let h=new ArrayBuffer(65536),e=new Float32Array(h),s={get buffer(){return h},grow(a){let o=new Float32Array((h.byteLength+a*65536)/4);o.set(e),[h,e]=[o.buffer,o]}};function t(a,o,i,l,f,c,u,d,p,I,G){let[O,K,U,L]=[a,o,i,l].map(m=>m/4),x=I*c;for(let m=0;m<x*x*p;m++)e[L+m]=e[U+m%p];for(let m=0;m<c*c;m++){let[W,B]=[Math.floor(m/c),m%c].map(w=>w*I-G);for(let w=0;w<u*u;w++){let[v,E]=[W+Math.floor(w/u),B+w%u];v<0||v>=x||E<0||E>=x||r(O+m*d,K+w*d*p,L+(v*x+E)*p,d,p)}}}function r(a,o,i,l,f){for(let c=0;c<l;c++){let u=e[a+c];if(u===0)continue;let d=o+c*f;for(let p=0;p<f;p++)e[i+p]+=u*e[d+p]}}function n(a,o){for(let i=a/4;i<a/4+o;i++)e[i]<0&&(e[i]=0)}return{memory:s,scatter:t,relu:n}}var b=null;function D(h){try{return(!b||b.bytes!==h)&&(b={bytes:h,module:new WebAssembly.Module(h)}),new WebAssembly.Instance(b.module,{}).exports}catch{return k()}}var y=class{constructor(e){this.exports=e?D(e):k(),this.at=this.exports.memory.buffer.byteLength}take(e){let{memory:s}=this.exports,t=this.at;this.at+=16*Math.ceil(e/4);let r=this.at-s.buffer.byteLength;return r>0&&s.grow(Math.ceil(r/65536)),t}view(e,s){return new Float32Array(this.exports.memory.buffer,e,s)}};var $=28,g=$*$,R=7,M=class extends y{constructor({kernel:e,floats:s,steps:t,dim:r,centres:n,spread:a}){super(e),this.side=0,this.floats=s,this.dim=r,this.centres=n,this.spread=a,this.steps=t.map(i=>({...i,...this.room(i)}));let o=Math.max(...this.steps.map(({values:i})=>i),g);this.pictures=[this.take(o),this.take(o)],this.used=this.take(Math.max(r,...t.map(({ins:i})=>i))),this.follow(null)}room({size:e,ins:s,outs:t,stride:r}){if(!(t===1?s%4===0:t%32===0))throw new Error(`the kernel does not take ${s} to ${t} channels`);this.side=e===1&&!this.side?1:this.side*r;let[n,a]=[this.side/r,this.side*this.side*t];this.side===1&&(this.side=R);let o=e*e*s*t;return{side:n,values:a,length:o,weights:this.take(o),biases:this.take(t)}}follow(e){if(this.beta===e)return;this.beta=e;let s=this.centres.length?S(this.centres,this.spread,e??1):[];for(let t of this.steps){let r=this.view(t.weights,t.length),n=this.view(t.biases,t.outs);r.set(this.floats.subarray(t.kernel,t.kernel+t.length)),n.set(this.floats.subarray(t.bias,t.bias+t.outs)),T(t,s,this.floats,r,n)}}floatsOf(e){let[s,t]=this.pictures;this.view(s,this.dim).set(e);for(let{side:r,size:n,ins:a,outs:o,stride:i,before:l,weights:f,biases:c,values:u,activation:d}of this.steps)this.exports.scatter(s,f,c,t,this.used,r,n,a,o,i,l),d==="relu"&&this.exports.relu(t,u),[s,t]=[t,s];return this.view(s,g).map(r=>1/(1+Math.exp(-r)))}decode(e,s=new Uint8ClampedArray(g)){let t=this.floatsOf(e);for(let r=0;r<g;r++)s[r]=255*t[r];return s}},A=class{constructor(e,s){this.decoder=e,this.milliseconds=s}start({points:e,beta:s},t){clearTimeout(this.timer);let{dim:r}=this.decoder,n=0,a=()=>{let[o,i]=[n,performance.now()+this.milliseconds],l=[];for(this.decoder.follow(s);n*r<e.length&&performance.now()<i;)l.push(this.decoder.decode(e.subarray(n*r,++n*r)));let f=new Uint8ClampedArray(l.length*g);l.forEach((c,u)=>f.set(c,u*g)),t(o,l.length,f),n*r<e.length&&(this.timer=setTimeout(a,0))};this.timer=setTimeout(a,0)}};var X=12,[C,F]=[new Map,new Map];self.onmessage=({data:{key:h,model:e,client:s,job:t,ticket:r}})=>{if(e)return C.set(h,new M(e));let n=`${h} ${s}`;F.has(n)||F.set(n,new A(C.get(h),X)),F.get(n).start(t,(a,o,i)=>{self.postMessage({client:s,ticket:r,from:a,count:o,grey:i},{transfer:[i.buffer]})})};})();\n';var qe=class{constructor(){this.told=new Map,this.known=new Set;let t=URL.createObjectURL(new Blob([js],{type:"text/javascript"}));this.worker=new Worker(t),this.worker.onmessage=({data:e})=>{let o=this.told.get(e.client);o?.ticket===e.ticket&&o.tell(e.from,e.count,e.grey)},this.worker.onerror=()=>{this.broken=!0,this.told.forEach(({again:e})=>e()),this.told.clear()}}start(t,e,o,i,n,r){this.known.has(t)||this.worker.postMessage({key:t,model:e}),this.known.add(t);let a=(this.told.get(o)?.ticket??0)+1;this.told.set(o,{ticket:a,tell:n,again:r}),this.worker.postMessage({key:t,client:o,job:i,ticket:a})}};function Ge(){try{f.crew??=new qe}catch{f.crew={broken:!0}}return f.crew}function Gt(s,t,e){let o=[s[0],s[s.length-1]],i=Math.min(o[1],Math.max(o[0],Math.log(e))),n=s.map(a=>Math.exp(-.5*((i-a)/t)**2)),r=n.reduce((a,l)=>a+l);return n.map(a=>a/r)}function Bs(s,t,e,o){let i=new Float32Array(o);return s.forEach((n,r)=>{let a=t.subarray(e+r*o,e+(r+1)*o);for(let l=0;l<o;l++)i[l]+=n*a[l]}),i}function Ht({scale:s,shift:t,outs:e},o,i,n,r){if(o.length===0||s===void 0||t===void 0)return;let a=Bs(o,i,s,e).map(c=>1+c),l=Bs(o,i,t,e);for(let c=0;c<n.length;c+=e)for(let h=0;h<e;h++)n[c+h]*=a[h];for(let c=0;c<e;c++)r[c]=r[c]*a[c]+l[c]}function He(){let s=new ArrayBuffer(65536),t=new Float32Array(s),e={get buffer(){return s},grow(r){let a=new Float32Array((s.byteLength+r*65536)/4);a.set(t),[s,t]=[a.buffer,a]}};function o(r,a,l,c,h,u,d,p,g,x,b){let[w,v,B,at]=[r,a,l,c].map(q=>q/4),Tt=x*u;for(let q=0;q<Tt*Tt*g;q++)t[at+q]=t[B+q%g];for(let q=0;q<u*u;q++){let[Qi,tn]=[Math.floor(q/u),q%u].map(lt=>lt*x-b);for(let lt=0;lt<d*d;lt++){let[Fe,De]=[Qi+Math.floor(lt/d),tn+lt%d];Fe<0||Fe>=Tt||De<0||De>=Tt||i(w+q*p,v+lt*p*g,at+(Fe*Tt+De)*g,p,g)}}}function i(r,a,l,c,h){for(let u=0;u<c;u++){let d=t[r+u];if(d===0)continue;let p=a+u*h;for(let g=0;g<h;g++)t[l+g]+=d*t[p+g]}}function n(r,a){for(let l=r/4;l<r/4+a;l++)t[l]<0&&(t[l]=0)}return{memory:e,scatter:o,relu:n}}var Vt=null;function cn(s){try{return(!Vt||Vt.bytes!==s)&&(Vt={bytes:s,module:new WebAssembly.Module(s)}),new WebAssembly.Instance(Vt.module,{}).exports}catch{return He()}}var pt=class{constructor(t){this.exports=t?cn(t):He(),this.at=this.exports.memory.buffer.byteLength}take(t){let{memory:e}=this.exports,o=this.at;this.at+=16*Math.ceil(t/4);let i=this.at-e.buffer.byteLength;return i>0&&e.grow(Math.ceil(i/65536)),o}view(t,e){return new Float32Array(this.exports.memory.buffer,t,e)}};var hn=28,dn=32,Nt=class extends pt{constructor({kernel:t,floats:e,layers:o,outputs:i,centres:n,spread:r}){super(t),this.floats=e,this.centres=n,this.spread=r,this.outputs=i,this.layers=un(o);for(let a of this.layers)a.wide&&this.makeRoom(a);this.beta=void 0,this.follow(null)}makeRoom(t){let{side:e,size:o,ins:i,outs:n}=t,r=[e*e*i,o*o*i*n,n,e*e*n,i];t.places=r.map(a=>this.take(a))}follow(t){if(this.beta===t)return;this.beta=t;let e=this.centres.length?Gt(this.centres,this.spread,t??1):[];for(let o of this.layers){if(o.kind==="pool")continue;let{outs:i,length:n}=o;o.weights=this.floats.slice(o.kernel,o.kernel+n),o.biases=this.floats.slice(o.bias,o.bias+i),Ht(o,e,this.floats,o.weights,o.biases),o.wide&&this.place(o)}}place({size:t,ins:e,outs:o,length:i,weights:n,biases:r,places:a}){let l=this.view(a[1],i),c=e*o;for(let h=0;h<t*t;h++)l.set(n.subarray(h*c,(h+1)*c),(t*t-1-h)*c);this.view(a[2],o).set(r)}run(t){let e=[];for(let i of this.layers){let n=i.sources.map(r=>r<0?t:e[r]);e.push(gn(this.compute(i,n),i.activation))}let o=Object.entries(this.outputs).map(([i,n])=>[i,e[n]]);return Object.fromEntries(o)}compute(t,e){return t.kind==="pool"?fn(t,e[0]):t.kind==="dense"?mn(t,e):t.wide?this.scattered(t,e[0]):pn(t,e[0])}scattered({side:t,size:e,ins:o,outs:i,stride:n,end:r,before:a,places:l},c){let[h,u,d,p,g]=l;this.view(h,c.length).set(c),this.exports.scatter(h,u,d,p,g,t,e,o,i,1,e-1-a);let x=this.view(p,t*t*i);if(n===1)return x.slice();let b=new Float32Array(r*r*i);for(let w=0;w<r;w++)for(let v=0;v<r;v++){let B=n*(w*t+v)*i;b.set(x.subarray(B,B+i),(w*r+v)*i)}return b}};function un(s){let t=[];for(let e of s){let o=e.sources[0]<0?{end:hn,channels:1}:t[e.sources[0]],{kind:i,size:n,ins:r,outs:a,stride:l,same:c}=e,h=o.end;if(i==="dense")t.push({...e,side:h,end:1,channels:a,length:r*a});else if(i==="pool")t.push({...e,side:h,end:Math.floor(h/l),channels:o.channels});else{let u=c?Math.ceil(h/l):Math.floor((h-n)/l)+1,d=c?Math.max(0,(u-1)*l+n-h):0,p=c&&a%dn===0,g=n*n*r*a;t.push({...e,side:h,end:u,channels:a,before:d>>1,wide:p,length:g})}}return t}function pn({side:s,size:t,ins:e,outs:o,stride:i,end:n,before:r,weights:a,biases:l},c){let h=new Float32Array(n*n*o);for(let u=0;u<n;u++)for(let d=0;d<n;d++){let p=h.subarray((u*n+d)*o,(u*n+d+1)*o);p.set(l);for(let g=0;g<t*t;g++){let x=u*i-r+Math.floor(g/t),b=d*i-r+g%t;x<0||x>=s||b<0||b>=s||qs(p,c,(x*s+b)*e,e,a,g*e*o)}}return h}function mn({outs:s,weights:t,biases:e},o){let i=e.slice(),n=0;for(let r of o)qs(i,r,0,r.length,t,n*s),n+=r.length;return i}function qs(s,t,e,o,i,n){let r=s.length;for(let a=0;a<o;a++){let l=t[e+a];if(l===0)continue;let c=n+a*r;for(let h=0;h<r;h++)s[h]+=l*i[c+h]}}function fn({side:s,end:t,stride:e,channels:o},i){let n=new Float32Array(t*t*o).fill(-1/0);for(let r=0;r<t*e;r++)for(let a=0;a<t*e;a++){let l=(Math.floor(r/e)*t+Math.floor(a/e))*o,c=(r*s+a)*o;for(let h=0;h<o;h++)n[l+h]=Math.max(n[l+h],i[c+h])}return n}function gn(s,t){if(t==="relu")for(let e=0;e<s.length;e++)s[e]<0&&(s[e]=0);else if(t==="softmax"){let e=Math.max(...s),o=s.map(n=>Math.exp(n-e)),i=o.reduce((n,r)=>n+r);return o.map(n=>n/i)}return s}var Gs=28,mt=Gs*Gs,wn=7,Kt=class extends pt{constructor({kernel:t,floats:e,steps:o,dim:i,centres:n,spread:r}){super(t),this.side=0,this.floats=e,this.dim=i,this.centres=n,this.spread=r,this.steps=o.map(l=>({...l,...this.room(l)}));let a=Math.max(...this.steps.map(({values:l})=>l),mt);this.pictures=[this.take(a),this.take(a)],this.used=this.take(Math.max(i,...o.map(({ins:l})=>l))),this.follow(null)}room({size:t,ins:e,outs:o,stride:i}){if(!(o===1?e%4===0:o%32===0))throw new Error(`the kernel does not take ${e} to ${o} channels`);this.side=t===1&&!this.side?1:this.side*i;let[n,r]=[this.side/i,this.side*this.side*o];this.side===1&&(this.side=wn);let a=t*t*e*o;return{side:n,values:r,length:a,weights:this.take(a),biases:this.take(o)}}follow(t){if(this.beta===t)return;this.beta=t;let e=this.centres.length?Gt(this.centres,this.spread,t??1):[];for(let o of this.steps){let i=this.view(o.weights,o.length),n=this.view(o.biases,o.outs);i.set(this.floats.subarray(o.kernel,o.kernel+o.length)),n.set(this.floats.subarray(o.bias,o.bias+o.outs)),Ht(o,e,this.floats,i,n)}}floatsOf(t){let[e,o]=this.pictures;this.view(e,this.dim).set(t);for(let{side:i,size:n,ins:r,outs:a,stride:l,before:c,weights:h,biases:u,values:d,activation:p}of this.steps)this.exports.scatter(e,h,u,o,this.used,i,n,r,a,l,c),p==="relu"&&this.exports.relu(o,d),[e,o]=[o,e];return this.view(e,mt).map(i=>1/(1+Math.exp(-i)))}decode(t,e=new Uint8ClampedArray(mt)){let o=this.floatsOf(t);for(let i=0;i<mt;i++)e[i]=255*o[i];return e}},Xt=class{constructor(t,e){this.decoder=t,this.milliseconds=e}start({points:t,beta:e},o){clearTimeout(this.timer);let{dim:i}=this.decoder,n=0,r=()=>{let[a,l]=[n,performance.now()+this.milliseconds],c=[];for(this.decoder.follow(e);n*i<t.length&&performance.now()<l;)c.push(this.decoder.decode(t.subarray(n*i,++n*i)));let h=new Uint8ClampedArray(c.length*mt);c.forEach((u,d)=>h.set(u,d*mt)),o(a,c.length,h),n*i<t.length&&(this.timer=setTimeout(r,0))};this.timer=setTimeout(r,0)}};var bn=1,xn=5,Jt=class{constructor(t,e){this.key=t,this.model=e,this.dim=e.dim,this.decoder=new Kt(e),this.tilers=new Map}decode(t,e=null){return this.decoder.follow(e),this.decoder.decode(t)}tiles(t,e,o){let i=()=>{this.tilers.has(t)||this.tilers.set(t,new Xt(this.decoder,xn)),this.tilers.get(t).start(e,o)};Ge().broken?i():Ge().start(this.key,this.model,t,e,o,i)}};function Hs(s,{point:t,beta:e,grey:o}){if(s.decode(t,e).some((n,r)=>Math.abs(n-o[r])>bn))throw new Error("this browser decodes to another picture than the server");return s}var vn="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%:()*+-;,=.?@^_`{|}~",Vs=new Uint8Array(128);Array.from(vn).forEach((s,t)=>Vs[s.charCodeAt(0)]=t);var yn=60,Y="mnist";function kn(s){let t=(5-s.length%5)%5,e=s+"~".repeat(t),o=new Uint8Array(e.length/5*4),i=new DataView(o.buffer);for(let n=0;n<e.length;n+=5){let r=0;for(let a=0;a<5;a++)r=r*85+Vs[e.charCodeAt(n+a)];i.setUint32(n/5*4,r)}return o.slice(0,o.length-t)}var Yt=new Map;function ft(s,t){if(!Yt.has(s)){let e=t();Yt.set(s,e),e.catch(()=>Yt.delete(s))}return Yt.get(s)}function st(s){return ft(s,async()=>{let t=document.getElementById(`part-${s}`);if(t)return We(kn(t.textContent??""));let e=await fetch(`data/${encodeURIComponent(s)}.bin`);if(!e.ok)throw new Error(`data/${s}.bin: ${e.status}`);return We(new Uint8Array(await e.arrayBuffer()))})}async function Ve(s){return new Float32Array((await st(s)).buffer)}function T(s){return ft(`decoder ${s.key}`,async()=>{let[t,e]=await Promise.all([st("kernel"),Ve(`${s.name}.decoder`)]);try{f.decoders.set(s.key,Hs(new Jt(s.key,{...s.decoder,kernel:t,floats:e}),s.decoder.probe))}catch(o){f.decoders.set(s.key,null),console.warn(o)}E("decoder")})}function gt(s){return ft(`encoder ${s.key}`,async()=>{let[t,e]=await Promise.all([st("kernel"),Ve(`${s.name}.encoder`)]);try{f.encoders.set(s.key,new Nt({...s.encoder,kernel:t,floats:e}))}catch(o){f.encoders.set(s.key,null),console.warn(o)}E("decoder")})}function U(s){return ft(`space ${s.key}`,async()=>{let[t,e]=await Promise.all([Ve(`${s.name}.codes`),st("labels")]),o=new zt(t,s.dim,e);return f.spaces.set(s.key,o),E("decoder"),o})}function ot(){return st("labels")}function Z(){return ft("pictures",async()=>{let s=await st("digits");return f.pictures.set(Y,s),E("pictures"),s})}function Ke(){return new Promise(s=>requestAnimationFrame(()=>setTimeout(s,yn)))}function Lt(){return new Promise(s=>setTimeout(s))}function Zt(){return ft("maps",async()=>new Int16Array((await st("sweep.maps")).buffer))}function Ks(s){return st(`${s}.grid`)}function m(s,{data:t={},...e}={},...o){let i=document.createElement(s);return Object.assign(i,e),Object.assign(i.dataset,t),i.append(...o),i}function Xe(s){return s.split(/(\*\*.+?\*\*|\*[^*]+?\*|`.+?`)/).filter(Boolean).map(e=>e.startsWith("**")?m("strong",{},e.slice(2,-2)):e.startsWith("*")&&e.length>2?m("em",{},e.slice(1,-1)):e.startsWith("`")?m("code",{},e.slice(1,-1)):e)}function A(s,t=""){return m("p",{className:t},...Xe(s))}function N(s,t,e,o,i){let n=m("select",{data:{name:s}},...e.map(([r,a])=>m("option",{value:r},a)));return n.value=o,n.onchange=()=>i(n.value),m("label",{className:"field",data:{part:s}},m("span",{},t),n)}function Xs(s,t,{low:e,high:o,step:i,value:n,written:r=String},a){let l=m("output",{},r(n)),c=m("input",{type:"range",min:String(e),max:String(o),step:String(i),data:{name:s}});return c.value=String(n),c.setAttribute("aria-label",t),c.setAttribute("aria-valuetext",r(n)),c.oninput=()=>{let h=r(Number(c.value));l.textContent=h,c.setAttribute("aria-valuetext",h),a(Number(c.value))},m("label",{className:"field slider",data:{part:s}},m("span",{},`${t} `,l),c)}function H(s,t,e,o=""){let i=m("button",{type:"button",className:o,data:{name:s,part:s}},t);return i.onclick=e,i}function Js(s,t,e){let o=s.length/t,i=m("canvas",{width:t,height:o,className:"sheet"});i.setAttribute("role","img"),i.setAttribute("aria-label",e);let n=i.getContext("2d"),r=n.createImageData(t,o),a=new Uint32Array(r.data.buffer);for(let l=0;l<s.length;l++)a[l]=4278190080|s[l]*65793;return n.putImageData(r,0,0),i}var bs={};$t(bs,{numbersOf:()=>ws,psnr:()=>Ei,show:()=>Hr});var Je=`.legend {
  display: var(--latent-legend, flex); /* an address may leave it out: ?hide=legend */
  flex-wrap: wrap;
  gap: 0.2rem;
}
.legend button {
  flex: 1 1 1.4rem;
  padding: 0.15rem 0;
  border: 2px solid var(--swatch);
  border-bottom-width: 6px;
  border-radius: 6px;
  background: transparent;
  color: inherit;
  font: 600 0.9rem var(--st-font);
  cursor: pointer;
}
.legend button.off {
  opacity: 0.35;
}
`;var Ys=`.curve {
  margin: 0;
  font-family: var(--st-font);
  color: var(--st-text-color);
}
canvas {
  display: block;
  width: 100%;
}
figcaption {
  margin: 0.3rem 0 0 34px;
  font-size: 0.9rem;
}
`;var Zs=`<figure class="curve">
  <canvas role="img"></canvas>
  <figcaption></figcaption>
</figure>
`;var O=34,V=22,An=60,_n=.5,Ye=[34,28];function On(s,t){let e=0;for(;e<t.length-2&&s>t[e+1];)e++;return e+(s-t[e])/(t[e+1]-t[e])}function Pn(s,t){let e=Math.max(0,Math.min(t.length-2,Math.floor(s)));return t[e]+(s-e)*(t[e+1]-t[e])}var L=class{constructor(t,e,o){this.ticks=o,this.home=o?[-.5,o.length-.5]:[t,e],this.low=this.home[0],this.high=this.home[1]}whole(){[this.low,this.high]=this.home}alike({home:t,ticks:e}){return JSON.stringify([t,e])===JSON.stringify([this.home,this.ticks])}zoom(t,e){let o=this.high-this.low,i=this.home[1]-this.home[0],n=Math.min(i/_n,Math.max(i/An,o/t));this.low+=e*(o-n),this.high=this.low+n,this.shift(0)}shift(t){let e=this.high-this.low,o=(this.low+this.high)/2+t*e,i=Math.min(this.home[1],Math.max(this.home[0],o));[this.low,this.high]=[i-e/2,i+e/2]}share(t){return((this.ticks?On(t,this.ticks):t)-this.low)/(this.high-this.low)}value(t){let e=this.low+t*(this.high-this.low);return this.ticks?Pn(e,this.ticks):e}numbers(t){let e=Math.abs(this.value(1)-this.value(0)),o=Math.floor(Math.log10(e))-2;for(;;o++)for(let i of[1,2,5]){let n=this.multiples(i,o),r=n.slice(1).map(({share:a},l)=>a-n[l].share);if(r.sort((a,l)=>a-l),r.length<2||r[r.length>>1]>=t)return Tn(n,t)}}multiples(t,e){let o=t*10**e,i=[],[n,r]=[Math.ceil(this.value(.02)/o),Math.floor(this.value(.94)/o)];for(let a=n;a<=r;a++){let l=D(a*o,Math.max(0,-e));i.push({share:this.share(a*o),text:l,rank:Math.abs(a)})}return i}};function Tn(s,t){let e=[];for(let o of[...s].sort((i,n)=>i.rank-n.rank))e.every(({share:i})=>Math.abs(i-o.share)>=t)&&e.push(o);return e}function Qs(s,t,e){let o=s.map(n=>[...n]),i=n=>Math.min(e-t/2,Math.max(t/2,n));for(let n=0;n<60;n++){let r=!0;for(let a=0;a<o.length;a++)for(let l=a+1;l<o.length;l++){let[c,h]=[o[l][0]-o[a][0],o[l][1]-o[a][1]],u=Math.hypot(c,h);if(u>=t)continue;r=!1;let d=u>.01?Math.atan2(h,c):a+l,p=(t-u)/2+.2;o[a]=[i(o[a][0]-p*Math.cos(d)),i(o[a][1]-p*Math.sin(d))],o[l]=[i(o[l][0]+p*Math.cos(d)),i(o[l][1]+p*Math.sin(d))]}if(r)break}return o}var it="#d6006c";function wt(s,t){let[e,o]=t.axes,{size:i}=t;s.fillStyle=t.ink,s.font="12px sans-serif",s.textAlign="center",s.textBaseline="alphabetic";for(let{share:n,text:r}of e.numbers(Ye[0]/i))s.fillText(r,n*i,i+16);s.textAlign="right",s.textBaseline="middle";for(let{share:n,text:r}of o.numbers(Ye[1]/i))s.fillText(r,-5,(1-n)*i);s.font="italic 600 13px sans-serif",s.textBaseline="alphabetic",s.fillText(t.data.axes[0],i,i+16),s.textBaseline="top",s.fillText(t.data.axes[1],-5,3)}function bt(s,t){s.strokeStyle=t.ink,s.globalAlpha=.25,s.strokeRect(.5,.5,t.size-1,t.size-1),s.globalAlpha=1}function to(s,{picture:t,axes:[e,o],size:i}){let n=(h,u)=>(u-h.low)/(h.high-h.low)*i,[r,a]=e.home.map(h=>n(e,h)),[l,c]=o.home.map(h=>i-n(o,h));s.drawImage(t,r,c,a-r,l-c)}function eo(s,t){let[e,o]=t.axes[0].home,i=(o-e)/(t.axes[0].high-t.axes[0].low),n=Math.max(2.2,t.size/190)*Math.min(3,Math.max(1,Math.sqrt(i)));s.globalAlpha=t.live.ground.on?.8:1;for(let r=0;r<t.groups.length;r++){if(!t.shown(r))continue;let[a,l]=t.screen(t.points[2*r],t.points[2*r+1]);s.fillStyle=t.colour(r),s.fillRect(a-n/2,l-n/2,n,n)}s.globalAlpha=1}function Qt(s,t){for(let{group:e,name:o,line:i}of t.data.outlines??[]){if(e!==null&&t.only!==null&&t.only!==e)continue;let n=e===null?t.ink:t.data.colours[e];xt(s,t,i);for(let[r,a]of[[4,t.paper],[2.2,n]])s.strokeStyle=a,s.lineWidth=r,s.stroke();e===null&&(s.font="700 13px sans-serif",Ze(s,t,o,...t.screen(...i[0]),5))}}function so(s,t){let e=Math.max(15,t.size/24);s.font=`700 ${e}px sans-serif`;let o=t.data.marks.map(([i,n])=>t.screen(i,n));Qs(o,e,t.size).forEach(([i,n],r)=>{t.only!==null&&t.only!==r||Ze(s,t,t.name(r),i,n,5)})}function oo(s,t){s.font="700 13px sans-serif",(t.data.holes??[]).forEach((e,o)=>{let[i,n]=t.screen(...e);s.beginPath(),s.arc(i,n,11,0,2*Math.PI),s.fillStyle=t.paper,s.fill(),s.setLineDash([4,3]),s.strokeStyle=t.ink,s.lineWidth=2,s.stroke(),s.setLineDash([]),Ze(s,t,String(o+1),i,n,0)})}function Ze(s,t,e,o,i,n){s.textAlign="center",s.textBaseline="middle",s.lineJoin="round",n&&(s.strokeStyle=t.paper,s.lineWidth=n,s.strokeText(e,o,i)),s.fillStyle=t.ink,s.fillText(e,o,i)}function xt(s,t,e,o=!0){s.beginPath(),e.forEach(([i,n],r)=>{let[a,l]=t.screen(i,n);r?s.lineTo(a,l):s.moveTo(a,l)}),o&&s.closePath()}function io(s,t){let e=t.drawing??t.line;e?.length&&(xt(s,t,e),s.globalAlpha=.12,s.fillStyle=t.ink,s.fill(),s.globalAlpha=1,s.setLineDash([6,4]),s.strokeStyle=t.ink,s.lineWidth=1.8,s.stroke(),s.setLineDash([]))}function no(s,t){let[e,o]=t.screen(t.pin.x,t.pin.y);for(let[i,n]of[[5,"#fff"],[2.5,it]]){s.strokeStyle=n,s.lineWidth=i,s.beginPath(),s.arc(e,o,9,0,2*Math.PI);for(let[r,a]of[[-1,0],[1,0],[0,-1],[0,1]])s.moveTo(e+16*r,o+16*a),s.lineTo(e+5*r,o+5*a);s.stroke()}}function _(s){return s.getContext("2d")}function te(s,t){let[e,o,i]=[Math.max(...s),Math.min(...t),Math.max(...t)],n=.08*Math.max(1,i-o);return[new L(-.04*e,1.06*e),new L(o-2*n,i+n)]}function vt(s,t){let e=Math.min(Math.floor(t),s.length-1),o=Math.min(e+1,s.length-1);return s[e]+(t-e)*(s[o]-s[e])}function ee(s,t){let e=s.findIndex(n=>n>=t);if(e<=0)return e<0?s.length-1:0;let[o,i]=[s[e-1],s[e]];return e-1+Math.log(t/o)/Math.log(i/o)}function se(s,{kl:t,reconstruction:e,labels:o},i,n){let{size:r}=i;s.beginPath(),t.forEach((a,l)=>s.lineTo(...i.screen(a,e[l]))),s.strokeStyle=i.ink,s.globalAlpha=.5,s.lineWidth=3,s.stroke(),s.globalAlpha=1,s.font="13px sans-serif",s.fillStyle=i.ink,s.textBaseline="alphabetic",s.textAlign="right",s.fillText(o[0],r-6,r-8),s.textAlign="left",s.fillText(o[1],8,18),s.beginPath(),s.arc(...i.screen(vt(t,n),vt(e,n)),8,0,2*Math.PI),s.fillStyle=it,s.fill()}var Ft=8,$n=620,Rt=24,In=520;function ro(s){if(s<$n){let e=s-O-4,o=e+V+Rt;return{size:e,map:[O,4],curve:[O,o+4],height:o+e+V+8}}let t=Math.min(In,(s-2*O-Rt)/2);return{size:t,map:[O,4],curve:[2*O+t+Rt,4],height:t+V+8}}function ao({far:s,kl:t,reconstruction:e}){return{map:[new L(-s,s),new L(-s,s)],curve:te(t,e)}}function yt({betas:s,kl:t,reconstruction:e,active:o,words:i},n){let r=t[n]+e[n];return[`${i.beta} ${It(Number(s[n].toPrecision(3)))}`,`${i.kl} ${D(t[n],2)} + ${i.reconstruction} ${D(e[n],1)} = ${D(r,1)} nats`,`${i.active} ${o[n]}`].join(" \xB7 ")}function Cn(s,t,e){let o=s.frames[t],i={axes:t==="map"?s.data.axes:["",""],colours:s.data.colours};return{axes:o,size:e,ink:s.ink,paper:s.paper,only:s.only,data:{...i,outlines:t==="map"?s.data.outlines:[]},screen:(n,r)=>[o[0].share(n)*e,(1-o[1].share(r))*e]}}function oe(s,t,e,o,i){s.fillStyle=t.paper,s.fillRect(0,0,o,i.height);for(let[n,r]of Object.entries({map:Nn,curve:Ln})){let a=Cn(t,n,i.size);s.save(),s.translate(...i[n]),wt(s,a),bt(s,a),s.beginPath(),s.rect(0,0,i.size,i.size),s.clip(),r(s,t,a,e),s.restore()}}function zn(s,t){let e=Math.min(Math.floor(t),s.last);return[e,Math.min(e+1,s.last),t%1]}function Nn(s,t,e,o){let[i,n,r]=zn(t,o),{codes:a,groups:l,data:c}=t,h=Math.max(2.2,e.size/150),u=2*l.length,d=p=>{let[g,x]=[a[i*u+p],a[n*u+p]];return c.unit*(g+r*(x-g))};for(let p=0;p<l.length;p++){if(t.only!==null&&l[p]!==t.only)continue;let[g,x]=e.screen(d(2*p),d(2*p+1));s.fillStyle=c.colours[l[p]],s.fillRect(g-h/2,x-h/2,h,h)}Qt(s,e)}function Ln(s,t,e,o){se(s,t.data,e,o)}var ie=new WeakMap,Qe=class{constructor(t){this.canvas=t.querySelector("canvas"),this.caption=t.querySelector("figcaption"),this.data=null,this.heard=k("beta",()=>this.draw()),this.resized=new ResizeObserver(()=>this.draw()),this.resized.observe(this.canvas)}close(){this.heard(),this.resized.disconnect()}update(t){this.data=t,this.axes=te(t.kl,t.reconstruction),this.draw()}draw(){let{canvas:t,data:e}=this,o=t.clientWidth;if(!e||!o)return;let i=f.betas.get(e.follow)?.beta??e.beta,n=ee(e.betas,i),r=o-O,a=window.devicePixelRatio||1;t.style.height=`${r+V}px`,[t.width,t.height]=[o*a,(r+V)*a].map(Math.round);let l=getComputedStyle(t),[c,h]=this.axes,u={axes:this.axes,size:r,ink:l.getPropertyValue("--st-text-color")||"#222",paper:l.getPropertyValue("--st-background-color")||"#fff",data:{axes:["",""]},screen:(p,g)=>[c.share(p)*r,(1-h.share(g))*r]},d=_(t);d.scale(a,a),d.translate(O,0),wt(d,u),bt(d,u),se(d,e,u,n),this.tell(i,n),M()}tell(t,e){let{kl:o,reconstruction:i,active:n}=this.data,r=c=>[vt(c,e)],a={...this.data,betas:[t],kl:r(o),reconstruction:r(i)},l=yt({...a,active:[n[Math.round(e)]]},0);this.caption.textContent=l,this.canvas.setAttribute("aria-label",`${this.data.label} ${l}`),this.canvas.dataset.beta=String(t)}};function lo({data:s,parentElement:t}){ie.has(t)||ie.set(t,new Qe(t));let e=ie.get(t);return e.update(y(s)),()=>{e.close(),ie.delete(t)}}var Q=`.groups {
  display: flex;
  flex-wrap: wrap;
  gap: 0.9rem 1.2rem;
  font-family: var(--st-font);
  color: var(--st-text-color);
}
.title {
  margin: 0 0 0.3rem;
  font-size: 0.95rem;
  font-weight: 600;
}
.row {
  display: flex;
  flex-wrap: wrap;
  gap: 0.35rem;
}
figure {
  margin: 0;
}
canvas {
  display: block;
  max-width: 100%;
  image-rendering: pixelated;
  border-radius: 4px;
  border: 1px solid var(--st-border-color);
}
figcaption {
  font-size: 0.8rem;
  text-align: center;
}
button {
  padding: 0;
  border: 0;
  background: none;
  cursor: pointer;
}
button:focus-visible {
  outline: 3px solid var(--st-primary-color);
}
`;var co=`<div class="groups"></div>
`;var tt=28;function Dn(s,t){s.width=s.height=tt;let e=_(s),o=e.createImageData(tt,tt),i=new Uint32Array(o.data.buffer);t.forEach((n,r)=>i[r]=4278190080|n*65793),e.putImageData(o,0,0)}function Un(s,t,e,o){let i=document.createElement("figure"),n=document.createElement("canvas");n.style.width=n.style.height=`${t.size}px`,n.setAttribute("role","img"),n.setAttribute("aria-label",t.labels[e]),Dn(n,s);let r=document.createElement("figcaption");return r.textContent=t.captions[e]??"",i.append(t.picks&&o?Wn(n,t,e,o):n,r),i}function Wn(s,t,e,o){let i=document.createElement("button");return i.type="button",i.title=t.labels[e],i.onclick=()=>o(t.picks[e]),i.append(s),i}function jn(s,t,e){let o=document.createElement("div");o.className="group";let i=document.createElement(`h${e}`);i.className="title",i.textContent=s.title;let n=document.createElement("div");n.className="row";let r=z(s.pixels);for(let a=0;a*tt*tt<r.length;a++)n.append(Un(r.subarray(a*tt*tt,(a+1)*tt*tt),s,a,t));return o.append(...s.title?[i]:[],n),o}function W(s,t,e,o=4){s.replaceChildren(...t.map(i=>jn(i,e,o)))}function ho(s){let{parentElement:t}=s,e=y(s.data),o=t.querySelector(".groups");W(o,e.groups,void 0,e.level),o.dataset.version=e.version,M(),e.pin&&(f.pins[e.space]=e.pin,E("pin"))}var uo=`.draw {
  margin: 0;
  max-width: 320px;
  font-family: var(--st-font);
}
canvas {
  display: block;
  width: 100%;
  aspect-ratio: 1;
  border-radius: 6px;
  border: 1px solid var(--st-border-color);
  background: #000;
  cursor: crosshair;
  touch-action: none; /* a finger draws, and does not scroll */
}
canvas:focus-visible,
button:focus-visible {
  outline: 3px solid var(--st-primary-color);
  outline-offset: 1px;
}
.tools {
  display: flex;
  gap: 0.5rem;
  margin-top: 0.5rem;
}
button {
  flex: 1;
  padding: 0.4rem 0;
  border: 1px solid var(--st-border-color);
  border-radius: 6px;
  background: transparent;
  color: var(--st-text-color);
  font: inherit;
  cursor: pointer;
}
button:disabled {
  opacity: 0.4;
  cursor: default;
}
`;var po=`<figure class="draw">
  <canvas tabindex="0" role="img"></canvas>
  <div class="tools">
    <button class="undo" type="button"></button>
    <button class="clear" type="button"></button>
  </div>
</figure>
`;var Ut=new WeakMap,Gn=.085,Dt=560,ts=class{constructor(t,e){this.changed=null,this.small=null,this.canvas=t.querySelector("canvas"),this.buttons={undo:t.querySelector(".undo"),clear:t.querySelector(".clear")},this.canvas.width=this.canvas.height=Dt,this.strokes=e.map(o=>[...o]),this.current=null,this.canvas.onpointerdown=o=>this.start(o),this.canvas.onpointermove=o=>this.go(o),this.canvas.onpointerup=this.canvas.onpointercancel=()=>this.end(),this.canvas.onkeydown=o=>{o.key==="z"&&(o.ctrlKey||o.metaKey)&&this.undo()},this.buttons.undo.onclick=()=>this.undo(),this.buttons.clear.onclick=()=>this.change([])}update(t,e){this.data=t,this.send=e,this.canvas.setAttribute("aria-label",t.label);for(let[o,i]of Object.entries(this.buttons))i.textContent=t[o];this.draw()}place(t){let e=this.canvas.getBoundingClientRect();return[(t.clientX-e.left)/e.width,(t.clientY-e.top)/e.height]}start(t){t.button||(t.preventDefault(),this.canvas.focus({preventScroll:!0}),this.canvas.setPointerCapture(t.pointerId),this.current=this.place(t),this.strokes.push(this.current),this.draw())}go(t){if(!this.current)return;let e=t.getCoalescedEvents?.()??[];for(let o of e.length?e:[t])this.current.push(...this.place(o));this.draw()}end(){this.current&&(this.current=null,this.report())}undo(){this.strokes.length&&this.change(this.strokes.slice(0,-1))}change(t){this.strokes=t,this.draw(),this.report()}draw(){this.paint(this.canvas),this.changed?.();let t=this.strokes.length===0;for(let o of Object.values(this.buttons))o.disabled=t;if(this.canvas.dataset.strokes=this.strokes.length,!t)return;let e=_(this.canvas);e.fillStyle="#9a9a9a",e.font=`${Dt/16}px sans-serif`,e.textAlign="center",e.fillText(this.data.hint,Dt/2,Dt/2,Dt*.9)}paint(t){let e=t.width,o=_(t);o.fillStyle="#000",o.fillRect(0,0,e,e),o.strokeStyle="#fff",o.lineWidth=Gn*e,o.lineCap=o.lineJoin="round";for(let i of this.strokes){o.beginPath(),o.moveTo(i[0]*e,i[1]*e),o.lineTo(i[0]*e,i[1]*e+.01);for(let n=2;n<i.length;n+=2)o.lineTo(i[n]*e,i[n+1]*e);o.stroke()}}pixels(){let t=this.small??=document.createElement("canvas"),{side:e}=this.data;t.width=t.height=e;let o=t.getContext("2d",{willReadFrequently:!0});this.paint(t);let{data:i}=o.getImageData(0,0,e,e);return Uint8Array.from({length:e*e},(n,r)=>i[4*r])}report(){let t=btoa(String.fromCharCode(...this.pixels())),e=this.strokes.map(o=>o.map(i=>+i.toFixed(4)));this.send("drawn",{pixels:t,strokes:e})}};function es(s){return Ut.get(s)}function mo({data:s,parentElement:t,setTriggerValue:e}){return Ut.has(t)||Ut.set(t,new ts(t,s.strokes)),Ut.get(t).update(s,e),()=>Ut.delete(t)}var fo=`.film {
  font-family: var(--st-font);
  color: var(--st-text-color);
}
.screen {
  display: block;
  width: 100%;
}
.row {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 0.5rem 0.8rem;
  margin: 0.4rem 0;
}
.row button,
.row select {
  padding: 0.3rem 0.8rem;
  border: 1px solid color-mix(in srgb, var(--st-text-color) 35%, transparent);
  border-radius: 6px;
  background: var(--st-background-color);
  color: inherit;
  font: inherit;
  cursor: pointer;
}
.row button.play {
  min-width: 6.5rem;
  background: var(--st-primary-color);
  color: var(--st-background-color);
  font-weight: 600;
}
.row button:disabled {
  opacity: 0.6;
  cursor: default;
}
.row input {
  flex: 1 1 10rem;
  min-width: 8rem;
  accent-color: var(--st-primary-color);
}
button:focus-visible,
select:focus-visible,
input:focus-visible {
  outline: 3px solid var(--st-primary-color);
  outline-offset: 1px;
}
.figures {
  display: block;
  font-size: 1.1rem;
  font-variant-numeric: tabular-nums;
}
.unable {
  font-size: 0.85rem;
  opacity: 0.7;
}
[hidden] {
  display: none;
}
.legend {
  max-width: 34rem;
}
`;var go=`<div class="film">
  <canvas class="screen" role="img"></canvas>
  <div class="row">
    <button class="play" aria-pressed="false"></button>
    <input class="scrub" type="range" min="0" step="1">
    <label class="speed"><span></span>
      <select><option value="0.5">\xBD\xD7</option><option value="1" selected>1\xD7</option><option value="2">2\xD7</option><option value="4">4\xD7</option></select>
    </label>
  </div>
  <output class="figures"></output>
  <div class="row">
    <button class="take"></button>
    <button class="record"></button>
    <span class="unable" hidden></span>
  </div>
  <div class="legend" role="group"></div>
</div>
`;function ne(s){let{legend:t,data:e}=s,{values:o,names:i,colours:n}=e,r=o&&[o.colours,o.low,o.high,o.title],a=JSON.stringify([r,i,n,e.legend]);if(s.legendSays===a)return;if(s.legendSays=a,t.classList.toggle("bar",!!e.values),e.values){t.replaceChildren(...Jn(e.values)),s.only=null;return}let l=e.names?.length??e.colours.length;t.replaceChildren(...Array.from({length:l},(c,h)=>{let u=document.createElement("button");return u.textContent=s.name(h),u.title=e.legend.replace("{digit}",s.name(h)),u.style.setProperty("--swatch",e.colours[h%e.colours.length]),u.onclick=()=>Xn(s,s.only===h?null:h),u})),s.only>=l&&(s.only=null),xo(s),ss(t)}function ss(s){s.addEventListener("focusin",s.whenFocused??=({target:e})=>wo(s,e)),s.addEventListener("keydown",s.whenPressed??=e=>Kn(s,e));let t=bo(s);wo(s,t.find(e=>e.dataset.stop)??t[0])}function bo(s){return[...s.querySelectorAll("button")].filter(t=>!t.hidden)}function wo(s,t){for(let e of s.querySelectorAll("button"))e.tabIndex=e===t?0:-1,e.dataset.stop=e===t?"here":""}function Kn(s,t){let e=bo(s),o=e.indexOf(t.target),i={ArrowRight:o+1,ArrowLeft:o-1,Home:0,End:e.length-1}[t.key];o<0||i===void 0||(t.preventDefault(),e[(i+e.length)%e.length].focus())}function Xn(s,t){s.only=t,xo(s),s.draw()}function xo({legend:s,only:t}){[...s.children].forEach((e,o)=>{e.classList.toggle("off",t!==null&&o!==t),e.setAttribute("aria-pressed",t===o)})}function Jn({colours:s,low:t,high:e,title:o}){let i=document.createElement("div");i.style.background=`linear-gradient(to right, ${s.join(",")})`;let n=[D(t,2),o,D(e,2)].map(r=>{let a=document.createElement("span");return a.textContent=r,a});return[i,...n]}var Yn=[{type:"video/mp4;codecs=avc1.42E01F",name:"MP4",ending:"mp4"},{type:"video/mp4",name:"MP4",ending:"mp4"},{type:"video/webm;codecs=vp9",name:"WebM",ending:"webm"},{type:"video/webm",name:"WebM",ending:"webm"}],kt=[960,540],re=40,Zn=1200;function yo(){return!window.MediaRecorder||!HTMLCanvasElement.prototype.captureStream?null:Yn.find(({type:s})=>MediaRecorder.isTypeSupported(s))??null}function ko(s){let{data:t,kind:e,record:o}=s,i=document.createElement("canvas");[i.width,i.height]=kt;let n=new MediaRecorder(i.captureStream(30),{mimeType:e.type,videoBitsPerSecond:4e6}),r=[];n.ondataavailable=c=>r.push(c.data),n.onstop=()=>{Qn(s,new Blob(r,{type:e.type})),o.textContent=`${t.words.record} (${e.name})`,o.disabled=!1},o.textContent=t.words.recording,o.disabled=!0,vo(i,s,0),n.start();let a=performance.now(),l=setInterval(()=>{let c=Math.min(s.last,Ft*(performance.now()-a)/1e3);vo(i,s,c),!(performance.now()-a<1e3*s.last/Ft+Zn)&&(clearInterval(l),n.stop())},33)}function vo(s,t,e){let o=_(s),i=Math.min(kt[1]-re-V-12,(kt[0]-2*O-Rt)/2),n=kt[0]-i-16,r={size:i,map:[O,re],curve:[n,re],height:kt[1]};oe(o,t,e,kt[0],r),o.fillStyle=t.ink,o.font="600 18px sans-serif",o.textAlign="left",o.textBaseline="alphabetic",o.fillText(yt(t.data,Math.round(e)),O,re-14)}function Qn(s,t){let e=document.createElement("a");e.download=`beta-sweep.${s.kind.ending}`,e.href=URL.createObjectURL(t),e.click(),s.record.dataset.bytes=t.size,setTimeout(()=>URL.revokeObjectURL(e.href),1e4)}var ae=new WeakMap,os=class{constructor(t){this.root=t;let e=o=>t.querySelector(o);this.screen=e(".screen"),this.play=e(".play"),this.scrub=e(".scrub"),this.speed=e(".speed"),this.figures=e(".figures"),this.take=e(".take"),this.record=e(".record"),this.unable=e(".unable"),this.legend=e(".legend"),this.data=null,this.last=0,this.before=null,this.at=0,this.only=null,this.playing=!1,this.play.onclick=()=>this.toggle(),this.scrub.oninput=()=>this.go(Number(this.scrub.value)),this.take.onclick=()=>this.send("take",this.data.betas[Math.round(this.at)]),this.record.onclick=()=>ko(this),this.calm=matchMedia("(prefers-reduced-motion: reduce)"),this.resized=new ResizeObserver(()=>this.draw()),this.resized.observe(this.screen)}close(){this.playing=!1,this.resized.disconnect()}update(t,e){if(this.send=e,this.version===t.version)return this.draw();this.version=t.version,this.data=t,this.codes=new Int16Array(z(t.codes).buffer),this.groups=z(t.digits),this.last=t.betas.length-1;let{words:o}=t;this.scrub.max=this.last,this.scrub.setAttribute("aria-label",o.scrub),this.speed.querySelector("span").textContent=o.speed,this.take.textContent=o.take,this.kind=yo(),this.record.hidden=!this.kind,this.record.textContent=`${o.record} (${this.kind?.name})`,this.unable.hidden=!!this.kind,this.unable.textContent=o.unable,this.frames=ao(t),ne(this),this.show(!1),this.go(Math.min(this.at,this.last))}name(t){return String(t)}toggle(){if(this.playing)return this.show(!1);this.at>=this.last&&(this.at=0),this.show(!0),this.before=null,requestAnimationFrame(t=>this.tick(t))}show(t){this.playing=t,this.play.textContent=t?`\u275A\u275A ${this.data.words.pause}`:`\u25B6 ${this.data.words.play}`,this.play.setAttribute("aria-pressed",t)}tick(t){if(!this.playing)return;let e=this.before===null?0:Math.min(.1,(t-this.before)/1e3);this.before=t;let o=Ft*Number(this.speed.querySelector("select").value);if(this.go(Math.min(this.last,this.at+o*e)),this.at>=this.last)return this.show(!1);requestAnimationFrame(i=>this.tick(i))}go(t){this.at=t;let e=Math.round(t);this.scrub.value=e;let o=yt(this.data,e);this.scrub.setAttribute("aria-valuetext",o),this.figures.textContent=o,this.screen.setAttribute("aria-label",`${this.data.words.map} ${this.data.words.curve} ${o}`),this.draw()}draw(){let t=this.screen.clientWidth;if(!this.data||!t)return;let e=window.devicePixelRatio||1,o=ro(t);this.screen.style.height=`${o.height}px`;let[i,n]=[Math.round(t*e),Math.round(o.height*e)];this.screen.width!==i&&(this.screen.width=i),this.screen.height!==n&&(this.screen.height=n);let r=getComputedStyle(this.screen);this.ink=r.getPropertyValue("--st-text-color")||"#222",this.paper=r.getPropertyValue("--st-background-color")||"#fff";let a=_(this.screen);a.save(),a.scale(e,e),oe(a,this,this.calm.matches?Math.round(this.at):this.at,t,o),a.restore(),this.screen.dataset.drawn=this.version,this.screen.dataset.point=Math.round(this.at),M()}};function Mo({data:s,parentElement:t,setTriggerValue:e}){ae.has(t)||ae.set(t,new os(t));let o=ae.get(t);return o.update(y(s),e),()=>{o.close(),ae.delete(t)}}var So=`.gallery {
  font-family: var(--st-font);
  color: var(--st-text-color);
}
[hidden] {
  display: none;
}
header {
  display: flex;
  justify-content: space-between;
  align-items: end;
  gap: 1rem;
}
h3 {
  margin: 0.8rem 0 0.4rem;
  font-size: 1.25rem;
}
.clear {
  padding: 0.4rem 0.9rem;
  border: 1px solid var(--st-border-color);
  border-radius: 8px;
  background: transparent;
  color: inherit;
  font: inherit;
  cursor: pointer;
}
.pages {
  display: flex;
  align-items: center;
  gap: 0.6rem;
  max-width: 30rem;
  margin-bottom: 0.6rem;
}
.pages input {
  flex: 1;
  accent-color: var(--st-primary-color);
}
button:focus-visible,
input:focus-visible {
  outline: 3px solid var(--st-primary-color);
}
`;var Eo=`<section class="gallery" hidden>
  <header>
    <h3></h3>
    <button class="clear" type="button"></button>
  </header>
  <p class="counts"></p>
  <label class="pages"><span></span> <input type="range" min="1" step="1"> <output></output></label>
  <div class="groups"></div>
</section>
`;var sr=[168,84,42];function I(s){let t=new Uint8Array(s.length*784);return s.forEach((e,o)=>t.set(e,o*784)),t}function Ao({z:s,index:t},e,o,i,n){let{text:r}=n,a=e.neighbours(s,9),l=t??a[0].index,c=e.labels[l],h=n.numbers(s,".2f"),u=is(r("map.decoded",{point:h}),0,[o(s)],[r("map.decoded_label",{point:h})]);if(!i)return[u];let d=o(t===null?e.code(l):s),p=a.filter(x=>x.index!==l).slice(0,8),g=t===null?r("map.nearest",{index:l,digit:c,distance:a[0].distance}):r("map.picked_digit",{index:t,digit:c});return[u,{...is(g,1,[i(l),d],[r("map.nearest_label",{index:l,digit:c}),r("map.rebuilt_label")]),captions:[r("map.original"),r("map.rebuilt")]},{...is(r("map.neighbours"),2,p.map(x=>i(x.index)),p.map(({index:x,distance:b},w)=>r("map.neighbour_label",{rank:w+1,digit:e.labels[x],distance:b}))),captions:p.map(({distance:x})=>n.number(x,".2f")),picks:p.map(x=>x.index)}]}function is(s,t,e,o){return{title:s,size:sr[t],pixels:I(e),labels:o,captions:[]}}var le=16,or=48,_o=784,ce=new WeakMap;function ir(s,t,e){let o=new Array(10).fill(0);for(let n of s)o[t[n]]++;return o.map((n,r)=>n?`${r}: ${e.number(n,",")}`:"").filter(Boolean).join(" \xB7 ")}var ns=class{constructor(t){let e=o=>t.querySelector(o);this.box=e(".gallery"),this.heading=e("h3"),this.counts=e(".counts"),this.clear=e(".clear"),this.pages=e(".pages"),this.number=e(".pages input"),this.groups=e(".groups"),this.indices=null,this.data=null,this.words=new S("en",{}),this.plane=null,this.clear.onclick=()=>this.close(),this.number.oninput=()=>this.draw()}leave(){f.galleries.get(this.data?.space)===this&&f.galleries.delete(this.data.space)}update(t,e){this.send=e,this.data?.version!==t.version&&(this.leave(),this.data=t,f.galleries.set(t.space,this),this.words=new S(t.language,t.sentences),this.show(t.group?.indices??null))}get decoder(){return f.decoders.get(this.data.key)??null}get space(){return f.spaces.get(this.data.key)??null}take({line:t,only:e},o){if(!this.decoder||!this.space||!f.pictures.has(this.data.pictures))return!1;let i=this.space.inside(t,this.data.axes),n=e===null?i:i.filter(a=>o.groups[a]===e);this.plane=o,this.show(n);let r=([a,l])=>[Number(a.toFixed(4)),Number(l.toFixed(4))];return this.send("lasso",{line:t.map(r),only:e}),!0}close(){this.show(null),this.plane&&(this.plane.line=null,this.plane.compose()),this.send("clear",!0)}show(t){if(this.indices=t,this.box.hidden=!t,!t)return;let{text:e}=this.words,o=Math.max(1,Math.ceil(t.length/le));this.number.value=1,this.number.max=o,this.pages.hidden=o===1,this.pages.querySelector("span").textContent=e("gallery.page",{count:le}),this.heading.textContent=e("gallery.heading",{count:t.length}),this.clear.textContent=e("gallery.clear"),this.draw()}draw(){let{indices:t,words:e,decoder:o,space:i}=this,{text:n}=e,r=f.pictures.get(this.data.pictures);if(!t||!o||!i||!r)return;this.counts.textContent=t.length?n("gallery.counts",{counts:ir(t,i.labels,e)}):n("gallery.empty");let a=(Number(this.number.value)-1)*le;this.pages.querySelector("output").textContent=`${this.number.value} / ${this.number.max}`;let l=t.slice(a,a+le),c=p=>l.map(g=>n(p,{index:g,digit:i.labels[g]})),h=l.map(p=>r.subarray(p*_o,(p+1)*_o)),u=l.map(p=>o.decode(i.code(p),this.data.beta??null)),d=(p,g,x,b)=>({title:p,size:or,pixels:I(g),labels:x,captions:b});W(this.groups,l.length===0?[]:[d(n("gallery.originals"),h,c("map.nearest_label"),l.map(p=>String(i.labels[p]))),d(n("gallery.rebuilt_short"),u,c("gallery.rebuilt_label"),[])]),this.groups.dataset.count=String(t.length),M()}};function Oo(s){let{parentElement:t,setTriggerValue:e}=s;ce.has(t)||ce.set(t,new ns(t));let o=ce.get(t);return o.update(y(s.data),e),()=>{o.leave(),ce.delete(t)}}var Po=`.hint {
  margin: 0;
  font-family: var(--st-font);
  font-size: 0.9rem;
  color: var(--st-text-color);
}
[hidden] {
  display: none;
}
`;var To=`<p class="hint"></p>
<div class="groups"></div>
`;async function ar(s){let t=JSON.stringify(s),e=await fetch(new URL("told",document.baseURI),{method:"POST",body:t,keepalive:!0});if(!e.ok)throw new Error(String(e.status))}function lr(s,t){let e=new URLSearchParams(window.location.search);e.has("view")||e.set("view",s);for(let[o,i]of Object.entries(t))i===null?e.delete(o):e.set(o,i);history.pushState(history.state,"",`?${e}${window.location.hash}`)}function he(s){return s.map(t=>Number(t.toPrecision(6))).join(",")}var F=class{constructor(){this.timer=0,this.waiting=null}tell(t,e,o,i){clearTimeout(this.timer),this.waiting=n=>{o&&n&&lr(t.view,o),t.ticket?ar({...t,...e}).catch(i):i()},this.timer=window.setTimeout(()=>this.flush(),250)}flush(){this.end(!0)}close(){this.end(!1)}end(t){clearTimeout(this.timer),this.waiting?.(t),this.waiting=null}};var $o=784,cr=72,de=new WeakMap,rs=class{constructor(t){this.groups=t.querySelector(".groups"),this.hint=t.querySelector(".hint"),this.teller=new F,this.data=null,this.heard=["decoder","pictures"].map(e=>k(e,()=>this.draw()))}close(){this.heard.forEach(t=>t()),this.teller.close(),f.pickers.get(this.data?.space)===this&&f.pickers.delete(this.data.space)}update(t,e){this.send=e;let o=this.data?.version===t.version;this.data=t,f.pickers.set(t.space,this),!o&&(this.place=t.place,this.hint.textContent=t.hint,t.groups?this.show(t.groups):this.draw(),t.place&&this.pin())}take({x:t,y:e}){let{pictures:o,told:i}=this.data;return!f.spaces.has(this.data.key)||!f.pictures.has(o)?void E("pictures-wanted"):(this.place=[t,e],this.pin(),this.draw(),this.teller.tell(i,{x:t,y:e},null,()=>this.send("pick",{x:t,y:e})),!0)}follow(){}pin(){let[t,e]=this.place;f.pins[this.data.space]={x:t,y:e,index:null},E("pin")}draw(){if(!this.data)return;let{key:t,count:e,title:o,label:i}=this.data,[n,r]=[f.spaces.get(t),f.pictures.get(this.data.pictures)];if(!this.place||!n||!r)return;let a=n.neighbours(this.place,e).map(({index:l})=>l);this.show([{title:o,size:cr,pixels:I(a.map(l=>r.subarray(l*$o,(l+1)*$o))),labels:a.map(l=>i.replace("{what}",o).replace("{digit}",n.labels[l])),captions:[]}]),this.groups.dataset.by="browser"}show(t){this.hint.hidden=!0,W(this.groups,t),this.groups.dataset.version=this.data.version,M()}};function Io(s){let{parentElement:t,setTriggerValue:e}=s;de.has(t)||de.set(t,new rs(t));let o=de.get(t);return o.update(y(s.data),e),()=>{o.close(),de.delete(t)}}var Co=`.random {
  width: 100%;
  margin-bottom: 0.8rem;
  padding: 0.45rem 0.8rem;
  border: 1px solid var(--st-border-color);
  border-radius: 8px;
  background: transparent;
  color: inherit;
  font: inherit;
}
.random:hover {
  border-color: var(--st-primary-color);
  color: var(--st-primary-color);
}
:host {
  font-family: var(--st-font);
  color: var(--st-text-color);
}
`;var zo=`<button class="random" type="button" hidden></button>
<div class="groups"></div>
`;var ur=4e3,No=784,ue=new WeakMap,as=class{constructor(t){let e=o=>t.querySelector(o);this.groups=e(".groups"),this.random=e(".random"),this.random.onclick=()=>this.pickRandom(),this.data=null,this.pick=null,this.awaited=null,this.words=new S("en",{}),this.until=0,this.teller=new F,this.heard=["decoder","pictures"].map(o=>k(o,()=>this.cameIn())),this.pressed=o=>o.composedPath()[0]instanceof HTMLCanvasElement||this.teller.flush(),window.addEventListener("pointerdown",this.pressed,!0)}close(){this.heard.forEach(t=>t()),window.removeEventListener("pointerdown",this.pressed,!0),this.teller.close(),f.pickers.get(this.data?.space)===this&&f.pickers.delete(this.data.space)}update(t,e){this.send=e,this.data?.space!==t.space&&f.pickers.delete(this.data?.space),f.pickers.set(t.space,this);let o=this.data?.version===t.version;this.data=t,!(this.awaited&&!this.isAwaited(t.pick))&&(this.awaited=null,!o&&(this.words=new S(t.language,t.sentences),this.random.textContent=this.words.text("map.random"),this.random.hidden=!1,this.pick=t.pick,!this.ready&&t.groups?this.show(t.groups,"server"):this.draw(),!this.ready&&!t.groups&&E("pictures-wanted"),this.tellPlanes()))}isAwaited(t){let{index:e,z:o}=this.awaited;return t.index===e&&t.z.every((n,r)=>Math.abs(n-o[r])<.001)||performance.now()>this.until}get decoder(){return f.decoders.get(this.data?.key)??null}get space(){return f.spaces.get(this.data?.key)??null}get ready(){return!!(this.decoder&&this.space&&f.pictures.get(this.data?.pictures))}cameIn(){this.pick&&(this.ready||!this.data.groups)&&this.draw()}take({index:t,z:e}){if(!this.ready||t===null&&!e)return!1;this.choose(t===null?{z:e,index:t}:this.digit(t));let o=t??this.space.neighbours(e,1)[0].index;for(let i of this.data.follows)f.pickers.get(i)?.follow(o);return!0}follow(t){this.ready&&this.choose(this.digit(t))}digit(t){return{index:t,z:this.space.code(t)}}choose(t){this.pick=t,this.tellPlanes(),this.draw(),this.awaited=t,this.until=performance.now()+ur;let{ticket:e,slot:o,model:i}=this.data,n={z:t.z,index:t.index},r=t.index===null?null:String(t.index),a=o===""?{point:`${i},${he(t.z)}`,index:r}:null;this.teller.tell({ticket:e,view:"map"},{slot:o,model:i,...n},a,()=>this.send("picked",n))}pickRandom(){this.ready?this.take({index:Math.floor(Math.random()*this.space.count)}):this.send("random",!0)}tellPlanes(){let{axes:t,height:e}=this.data,{z:o,index:i}=this.pick;f.pins[this.data.space]={x:o[t[0]],y:o.length>1?o[t[1]]:e,index:i,z:o},E("pin")}draw(){let{decoder:t,space:e,pick:o}=this,i=f.pictures.get(this.data.pictures);if(!t||!e||!o)return;let n=a=>t.decode(a,this.data.beta??null),r=i?a=>i.subarray(a*No,(a+1)*No):null;this.show(Ao(o,e,n,r,this.words),"browser")}show(t,e){W(this.groups,t,o=>this.take({index:o})),this.groups.dataset.version=this.data.version,this.groups.dataset.by=e,this.groups.dataset.at=this.pick?.z.join(","),M()}};function Lo(s){let{parentElement:t,setTriggerValue:e}=s;ue.has(t)||ue.set(t,new as(t));let o=ue.get(t);return o.update(y(s.data),e),()=>{o.close(),ue.delete(t)}}var Ro=`.plane {
  margin: 0;
  position: relative;
  font-family: var(--st-font);
  color: var(--st-text-color);
}
canvas {
  display: block;
  width: 100%;
  cursor: crosshair;
  touch-action: manipulation;
}
canvas.live {
  /* a finger draws sideways, or once it has been held; up and down it scrolls the page */
  touch-action: pan-y;
  user-select: none;
  -webkit-touch-callout: none;
}
canvas.hand {
  cursor: grab;
  touch-action: none;
}
canvas.lasso {
  cursor: cell;
  touch-action: none;
}
canvas:focus-visible,
button:focus-visible {
  outline: 3px solid var(--st-primary-color);
  outline-offset: 1px;
}
.tip {
  position: absolute;
  pointer-events: none;
  z-index: 1;
  padding: 0.1rem 0.4rem;
  border-radius: 4px;
  font-size: 0.8rem;
  white-space: nowrap;
  background: var(--st-text-color);
  color: var(--st-background-color);
}
.pictures {
  display: flex;
  justify-content: center;
  align-items: end;
  gap: 4px;
}
.thumb {
  width: 56px;
  height: 56px;
  margin: 0.15rem 0;
  image-rendering: pixelated;
}
.seen {
  width: 84px;
  height: 84px;
  margin: 0.15rem 0;
}
.said {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
}
.beta {
  margin: 0.5rem 0 0 34px;
}
.beta canvas {
  width: 112px;
  height: 112px;
  margin-top: 0.4rem;
}
.beta output {
  font-weight: 600;
}
.beta input {
  display: block;
  width: 100%;
  accent-color: var(--st-primary-color);
}
[hidden] {
  display: none;
}
.tools {
  position: absolute;
  top: -2.75rem; /* beside the heading above, clear of the points */
  right: 0;
  display: var(--latent-tools, flex);
  gap: 4px;
}
.tools.views {
  position: static;
  margin: 0.1rem 0 0 34px;
}
.tools button {
  padding: 4px;
  border: 1px solid color-mix(in srgb, var(--st-text-color) 35%, transparent);
  border-radius: 6px;
  background: color-mix(in srgb, var(--st-background-color) 85%, transparent);
  color: inherit;
  cursor: pointer;
}
.tools button[aria-pressed="true"] {
  background: var(--st-primary-color);
  color: var(--st-background-color);
}
.tools svg {
  display: block;
  width: 16px;
  fill: none;
  stroke: currentcolor;
  stroke-width: 1.5;
}
.legend {
  margin: 0.4rem 0 0 34px;
}
.legend.bar {
  justify-content: space-between;
  font-size: 0.85rem;
}
.legend.bar div {
  flex-basis: 100%;
  height: 12px;
  border-radius: 4px;
}
`;var Fo=`<figure class="plane">
  <canvas tabindex="0" role="application"></canvas>
  <div class="tools" role="toolbar">
    <button class="lasso" aria-pressed="false" hidden>
      <svg viewBox="0 0 16 16"><path d="M8 2.5c3.6 0 6 1.8 6 4s-2.4 4-6 4-6-1.8-6-4 2.4-4 6-4Z" stroke-dasharray="2.6 1.8"/><path d="M5 10c-1.5 1.2-.8 2.5-2.5 4"/></svg>
    </button>
    <button class="save" hidden>
      <svg viewBox="0 0 16 16"><path d="M8 2v8m-3.2-3L8 10.2 11.2 7M2.5 13.5h11"/></svg>
    </button>
  </div>
  <div class="tip" hidden>
    <span class="pictures"><canvas class="thumb" width="28" height="28" hidden></canvas><canvas class="seen" width="28" height="28" hidden></canvas></span>
    <span class="words"></span>
  </div>
  <div class="tools views" role="toolbar">
    <button class="ground" aria-pressed="false" hidden>
      <svg viewBox="0 0 16 16"><path d="M2 2h12v12H2Zm4 0v12m4-12v12M2 6h12M2 10h12"/></svg>
    </button>
    <button class="hand" aria-pressed="false" hidden>
      <svg viewBox="0 0 16 16"><path d="M8 1.5v13M1.5 8h13M6.2 3.3 8 1.5l1.8 1.8M6.2 12.7 8 14.5l1.8-1.8M3.3 6.2 1.5 8l1.8 1.8M12.7 6.2 14.5 8l-1.8 1.8"/></svg>
    </button>
    <button class="closer" hidden><svg viewBox="0 0 16 16"><path d="M8 3v10M3 8h10"/></svg></button>
    <button class="further" hidden><svg viewBox="0 0 16 16"><path d="M3 8h10"/></svg></button>
    <button class="whole" hidden>
      <svg viewBox="0 0 16 16"><path d="M6 2H2v4m8-4h4v4M6 14H2v-4m8 4h4v-4"/></svg>
    </button>
    <button class="play" aria-pressed="false" tabindex="-1" hidden>
      <svg viewBox="0 0 16 16"><path d="M4.5 2.5 13 8l-8.5 5.5Z"/></svg>
    </button>
  </div>
  <div class="said" aria-live="polite"></div>
  <div class="beta" hidden>
    <label><span></span> <output></output><input type="range" step="0.001" list="ticks"></label>
    <datalist id="ticks"></datalist>
    <canvas width="28" height="28" role="img"></canvas>
  </div>
  <div class="legend" role="group"></div>
</figure>
`;var j=28,fr=.6;function J(s,t,e=0,o=0){let i=_(s),n=i.createImageData(j,j),r=new Uint32Array(n.data.buffer);for(let a=0;a<t.length;a++)r[a]=4278190080|t[a]*65793;i.putImageData(n,e,o)}function Do(s,t,[e,o,i],n,r){let a=s.createImageData(j,j),l=new Uint32Array(a.data.buffer),c=e|o<<8|i<<16;for(let h=0;h<t.length;h++)l[h]=c|fr*t[h]<<24;s.putImageData(a,n,r)}function Uo(s){let t=_(document.createElement("canvas"));t.fillStyle=s,t.fillRect(0,0,1,1);let[e,o,i]=t.getImageData(0,0,1,1).data;return[e,o,i]}var gr=20,Mt=12,wr=60,br=400,xr=.01,vr=260,pe=class{constructor(t,e){this.plane=t,this.live=e,this.on=!1,this.given=void 0,this.client=`plane ${Math.random()}`}set(t){this.given=this.on=t,this.plane.press("ground",t),this.asked=null}turn(t){this.on=t,this.plane.press("ground",t),this.asked=null,this.plane.draw()}follow(){let{beta:t}=this.live;t===this.beta||Math.abs(Math.log(t/this.beta))<xr?this.coarse||this.want():this.want(Mt)}want(t=this.usual){if(clearTimeout(this.soon),!this.on||!this.live.decoder||!this.plane.size)return;this.coarse=t<this.usual,this.beta=this.live.beta;let e=this.plane.axes.map(({low:h,high:u})=>[h,u]),{base:o,slice:i}=this.live.settings,r=(i&&this.plane.pin?.z||o).filter((h,u)=>!this.live.settings.axes.includes(u)),{key:a}=this.live.settings,l=JSON.stringify([e,r,this.live.beta,t,a,this.plane.ink]);if(l===this.asked)return;if(this.busy&&this.live.dragging)return void(this.next=t);let c=this.coarse||this.live.dragging;this.soon=setTimeout(()=>this.ask(l,e,t),c?0:wr)}ask(t,e,o){this.asked=t,this.busy=!0,this.next=null;let i=h=>(h+.5)/o,[n,r]=this.plane.axes,a=new Float32Array(o*o*this.live.decoder.dim);for(let h=0;h<o*o;h++){let[u,d]=[Math.floor(h/o),h%o],p=this.live.point(n.value(i(d)),r.value(1-i(u)));a.set(p,h*p.length)}let l=this.newSheet(e,o),c=Uo(this.plane.ink);this.live.decoder.tiles(this.client,{points:a,beta:this.live.beta??null},(h,u,d)=>{for(let p=0;p<u;p++){let[g,x]=[Math.floor((h+p)/o),(h+p)%o],b=j*j,w=d.subarray(p*b,(p+1)*b),[v,B]=[x*j,g*j];this.live.settings.solid?J(l.canvas,w,v,B):Do(l,w,c,v,B)}h+u===o*o&&this.done(o),this.plane.compose()})}done(t){this.busy=!1,this.plane.canvas.dataset.ground=`${t} ${this.asked}`,this.next?this.want(this.next):this.coarse&&(this.soon=setTimeout(()=>this.busy||this.want(),br))}get usual(){return this.live.settings?.tiles??(this.plane.size<vr?Mt:gr)}newSheet(t,e){let o=this.sheet,i=document.createElement("canvas");i.width=i.height=e*j;let n=_(i);return this.sheet={canvas:i,sides:t},o&&this.paint(n,i.width,t,o),n}paint(t,e,o,{canvas:i,sides:n}){let[r,a]=n[0].map(h=>this.share(h,o[0])*e),[l,c]=n[1].map(h=>(1-this.share(h,o[1]))*e);t.drawImage(i,r,c,a-r,l-c)}share(t,[e,o]){return(t-e)/(o-e)}draw(t){if(!this.on||!this.sheet)return;let e=this.plane.axes.map(({low:o,high:i})=>[o,i]);this.paint(t,this.plane.size,e,this.sheet)}};function yr(s){let t=document.createElement("option");return t.value=String(Math.log(s)),t}var me=class{constructor(t){let e=t.plane.root.querySelector(".beta");this.live=t,this.box=e,this.plane=t.plane,this.picture=e.querySelector("canvas"),this.input=e.querySelector("input"),this.output=e.querySelector("output"),this.input.oninput=()=>this.drag(),this.input.onchange=()=>this.letGo()}refresh(){let t=this.live.settings.beta;if(this.box.hidden=!t,!t)return;let{value:e,low:o,high:i,stops:n,label:r,picture:a,maps:l,ticks:c}=t;this.box.querySelector("label span").textContent=r,this.picture.setAttribute("aria-label",a),this.input.setAttribute("aria-label",r),this.box.querySelector("datalist").replaceChildren(...(c??[]).map(yr)),[this.input.min,this.input.max]=[Math.log(o),Math.log(i)],this.input.step=Math.log(i/o)/(n-1),this.codes=this.codesOf(l),!this.dragging&&this.given!==e&&(this.given=this.live.beta=e,this.input.value=Math.log(e),this.share(!1)),this.tell(),this.place()}codesOf(t){let e=f.codes;return t?.codes&&!e.has(t.key)&&e.set(t.key,new Int16Array(z(t.codes).buffer)),e.get(t?.key)??null}drag(){this.dragging=!0,this.live.beta=Math.exp(Number(this.input.value)),this.tell(),this.place(),this.plane.draw(),this.live.ground.want(Mt),this.share(!0)}letGo(){this.dragging=!1,this.share(!1),this.plane.send("beta",this.live.beta)}share(t){f.betas.set(this.plane.data.space,{beta:this.live.beta,dragging:t}),E("beta")}tell(){let{live:t,plane:e}=this,o=It(Number(t.beta.toPrecision(3)));this.output.textContent=o,this.input.setAttribute("aria-valuetext",o),e.canvas.dataset.beta=t.beta;let{x:i,y:n}=e.pin??{x:e.data.pin[0],y:e.data.pin[1]};t.decoder&&J(this.picture,t.grey(i,n))}place(){let{codes:t,plane:e}=this;if(!t||!e.points)return;let{betas:o,unit:i}=this.live.settings.beta.maps,n=o.map(Math.log),r=Math.log(this.live.beta),a=n.findIndex(d=>d>=r),l=a<0?n.length-1:Math.max(1,a),c=(r-n[l-1])/(n[l]-n[l-1]),h=Math.min(1,Math.max(0,c)),u=e.points.length;for(let d=0;d<u;d++){let[p,g]=[t[(l-1)*u+d],t[l*u+d]];e.points[d]=i*(p+h*(g-p))}}};var fe=class{constructor(t){this.plane=t,this.beta=void 0,this.ground=new pe(t,this),this.slider=new me(this);let e=[k("decoder",()=>this.refresh()),k("beta",()=>this.follow())];this.close=()=>e.forEach(o=>o())}get dragging(){return this.slider.dragging||!!f.betas.get(this.settings?.follow)?.dragging}follow(){let t=f.betas.get(this.settings?.follow);t&&(this.beta=t.beta,this.plane.canvas.dataset.beta=String(this.beta),t.dragging?this.ground.want(Mt):this.ground.follow())}get settings(){return this.plane.data?.live??null}get decoder(){return f.decoders.get(this.settings?.key)??null}refresh(){let{canvas:t}=this.plane;if(t.classList.toggle("live",this.decoder!==null),t.dataset.live=this.decoder?"ready":"",!this.settings)return;this.slider.refresh(),this.settings.beta||(this.beta=f.betas.get(this.settings.follow)?.beta??this.settings.at);let{ground:e}=this.settings;this.ground.given!==e&&this.ground.set(e),this.ground.follow()}point(t,e){let{base:o,axes:i,slice:n}=this.settings,r=[...n&&this.plane.pin?.z||o];return r[i[0]]=t,r.length>1&&(r[i[1]]=e),r}grey(t,e){return this.decoder.decode(this.point(t,e),this.beta??null)}show(t,e){let{canvas:o,seen:i}=this.plane;i.hidden=!this.decoder,this.decoder&&(J(i,this.grey(t,e)),o.dataset.at=`${t},${e}`)}visit(t,e){let{plane:o}=this;o.words.textContent=Ct(t,e),o.thumb.hidden=!0,o.hovered=null,this.show(t,e),this.decoder&&o.placeTip(...o.screen(t,e))}};var ls=5,kr=110,Mr=1.5,ge=class{constructor(t,e){let{x:o,y:i,left:n,top:r}=t.under(e);this.plane=t,this.far=!1,this.from={left:n,top:r},this.path=[[o,i]],t.walk.stop()}move(t){let{plane:e,from:o}=this,{x:i,y:n,left:r,top:a}=e.under(t);!this.far&&Math.hypot(r-o.left,a-o.top)<ls||(this.far=!0,this.path.push([i,n]),e.walk.path=this.path,e.live.visit(i,n),e.compose())}end(){this.far&&this.plane.walk.play()}cancel(){this.far=!1,this.plane.walk.path=null,this.plane.compose()}},we=class{constructor(t){this.plane=t,this.path=null,this.place=null,this.frame=void 0}get playing(){return this.frame!==void 0}lengths(){let t=this.path.map(([o,i])=>this.plane.screen(o,i)),e=0;return t.map(([o,i],n)=>(n&&(e+=Math.hypot(o-t[n-1][0],i-t[n-1][1])),e))}play(){if(this.stop(),!this.path||this.path.length<2)return;let t=this.lengths(),e=t[t.length-1],o=Math.max(Mr,e/kr),i=performance.now(),n=r=>{let a=Math.max(0,r-i)/1e3/o;if(a>=2)return this.stop();this.go(t,e*(a<1?a:2-a)),this.frame=requestAnimationFrame(n)};this.frame=requestAnimationFrame(n),this.tell()}go(t,e){let o=t.length-1,i=Math.max(1,Math.min(o,t.findIndex(l=>l>=e))),n=(e-t[i-1])/(t[i]-t[i-1]||1),[r,a]=[0,1].map(l=>this.path[i-1][l]+n*(this.path[i][l]-this.path[i-1][l]));this.place=[r,a],this.plane.live.visit(r,a),this.plane.compose()}stop(){this.playing&&(cancelAnimationFrame(Number(this.frame)),this.frame=void 0,this.place=null,this.plane.tip.hidden=!0,this.plane.compose(),this.tell())}tell(){let{play:t,data:e}=this.plane;t.hidden=!this.path||!e.tools?.play,t.setAttribute("aria-pressed",this.playing),this.plane.canvas.dataset.walk=this.playing?"plays":this.path?"drawn":""}toggle(){this.playing?this.stop():this.play()}};function Wo(s,t){let{path:e,place:o}=t.walk;if(!e)return;s.lineJoin=s.lineCap="round";for(let[r,a]of[[6,t.paper],[3,it]])s.strokeStyle=a,s.lineWidth=r,xt(s,t,e,!1),s.stroke();if(!o)return;let[i,n]=t.screen(...o);for(let[r,a]of[[8,"#fff"],[6,it]])s.beginPath(),s.arc(i,n,r,0,2*Math.PI),s.fillStyle=a,s.fill()}var St=1.5;function jo(s,t){let e=s.tool("closer");return e&&s.fingers.size===2?new hs(s):s.fingers.size>1?null:s.tool("lasso")&&(t.shiftKey||s.pressed("lasso"))?new ds(s,t):e&&s.pressed("hand")?new cs(s,t):s.live.decoder?new ge(s,t):null}function Et(s,t,e=.5,o=.5){s.axes[0].zoom(t,e),s.axes[1].zoom(t,o),s.moved()}function Bo(s,t){if(!s.size||!s.tool("closer")||!t.ctrlKey&&!t.metaKey&&!s.pressed("hand"))return;t.preventDefault();let{left:e,top:o}=s.under(t),i=t.deltaY*(t.deltaMode===1?16:1),n=Math.exp(-Math.max(-60,Math.min(60,i))*.006);Et(s,n,e/s.size,1-o/s.size)}var cs=class{constructor(t,e){this.plane=t,this.last=t.under(e),this.far=!1}move(t){let{left:e,top:o}=this.plane.under(t),[i,n]=[e-this.last.left,o-this.last.top];!this.far&&Math.hypot(i,n)<ls||(this.far=!0,this.last={left:e,top:o},this.plane.axes[0].shift(-i/this.plane.size),this.plane.axes[1].shift(n/this.plane.size),this.plane.moved())}end(){}},hs=class{constructor(t){this.plane=t,this.far=!0,this.last=this.measure(t)}measure(t){let[e,o]=[...t.fingers.values()].map(i=>t.under(i));return{left:(e.left+o.left)/2,top:(e.top+o.top)/2,apart:Math.max(20,Math.hypot(e.left-o.left,e.top-o.top))}}move(){let{plane:t,last:e}=this;if(t.fingers.size!==2)return;let o=this.measure(t);t.axes[0].shift((e.left-o.left)/t.size),t.axes[1].shift((o.top-e.top)/t.size),Et(t,o.apart/e.apart,o.left/t.size,1-o.top/t.size),this.last=o}end(){}},ds=class{constructor(t,e){let{x:o,y:i}=t.under(e);this.plane=t,this.line=t.drawing=[[o,i]]}get far(){return this.line.length>=4}move(t){let{x:e,y:o}=this.plane.under(t);this.line.push([e,o]),this.plane.tip.hidden=!0,this.plane.compose()}end(){let{plane:t,line:e}=this;if(t.drawing=null,this.far){let o=Math.ceil(e.length/200);t.line=e.filter((n,r)=>r%o===0);let i={line:t.line,only:t.only};f.galleries.get(t.data.space)?.take(i,t)||t.send("lasso",i)}t.compose()}};var be=["ground","hand","closer","further","whole","play","lasso","save"];function Go(s){let t={lasso:()=>qo(s,"lasso","hand"),hand:()=>qo(s,"hand","lasso"),closer:()=>Et(s,St),further:()=>Et(s,1/St),whole:()=>Ho(s),ground:()=>Sr(s),play:()=>s.walk.toggle(),save:()=>Er(s)};for(let e of be)s[e].onclick=t[e];s.tool=e=>s.data?.tools?.[e],s.pressed=e=>s[e].getAttribute("aria-pressed")==="true",s.press=(e,o)=>{s[e].setAttribute("aria-pressed",o),s.canvas.classList.toggle(e,o)}}function qo(s,t,e){s.press(t,!s.pressed(t)),s.press(e,!1)}function Ho(s){s.axes.forEach(t=>t.whole()),s.moved()}function Sr(s){let t=!s.pressed("ground");s.live.ground.turn(t),s.send("ground",t)}function Vo(s,t){if(t.ctrlKey||t.metaKey||t.altKey)return;t.key==="Escape"&&s.walk.stop();let e={"+":St,"=":St,"-":1/St}[t.key];!s.tool("closer")||!e&&t.key!=="0"||(t.preventDefault(),e?Et(s,e):Ho(s))}function Ko(s){for(let t of be){let e=s.tool(t)??"";s[t].hidden=!e||t==="play",s[t].title=e,s[t].setAttribute("aria-label",e)}s.walk.tell(),s.root.querySelectorAll(".tools").forEach(ss)}function us({thumb:s,data:t},e){let o=f.pictures.get(t.pictures);if(t.pictures&&!o&&E("pictures-wanted"),s.hidden=e===null||!o,s.hidden)return;s.dataset.index=e;let i=j*j;J(s,o.subarray(e*i,(e+1)*i))}function Er({canvas:s,paper:t,data:e}){let o=document.createElement("canvas");[o.width,o.height]=[s.width,s.height];let i=_(o);i.fillStyle=t,i.fillRect(0,0,o.width,o.height),i.drawImage(s,0,0);let n=document.createElement("a");n.download=e.tools.file,n.href=o.toDataURL("image/png"),n.click()}var Wt=new WeakMap,Ar=250,_r=7,ps=class{constructor(t){this.root=t;let e=o=>t.querySelector(o);this.canvas=e("canvas"),this.tip=e(".tip"),this.words=e(".words"),this.thumb=e(".thumb"),this.seen=e(".seen"),this.said=e(".said"),this.legend=e(".legend");for(let o of be)this[o]=e(`.${o}`);this.base=document.createElement("canvas"),this.only=null,this.pin=null,this.data=null,this.axes=[new L(0,1),new L(0,1)],this.size=0,this.ratio=1,this.frame=0,this.points=null,this.digits=null,this.groups=new Uint8Array,this.values=null,this.ink="",this.paper="",this.drawing=null,this.fingers=new Map,this.gesture=null,this.over=null,this.teller=new F,this.live=new fe(this),this.walk=new we(this),this.canvas.onclick=o=>this.click(o),this.canvas.onpointerdown=o=>this.down(o),this.canvas.onpointermove=o=>this.move(o),this.canvas.onpointerup=o=>this.up(o),this.canvas.onpointercancel=o=>(this.gesture?.cancel?.(),this.up(o)),this.canvas.onpointerleave=()=>this.walk.playing||(this.tip.hidden=!0),this.canvas.onkeydown=o=>this.key(o),this.canvas.addEventListener("wheel",o=>Bo(this,o),{passive:!1}),this.canvas.addEventListener("touchmove",o=>{(this.held||this.fingers.size>1)&&o.cancelable&&o.preventDefault()},{passive:!1}),Go(this),this.heard=[k("pin",()=>this.showPin(f.pins[this.data?.space??""])),k("pictures",()=>this.tip.hidden||us(this,this.hovered))],this.width=0,this.resized=new ResizeObserver(()=>this.width===this.canvas.clientWidth||this.draw()),this.resized.observe(this.canvas)}close(){this.heard.forEach(t=>t()),this.resized.disconnect(),this.walk.stop(),this.live.close(),this.teller.close()}update(t,e){this.send=e;let o=this.version===t.version;if(this.data=t,this.version=t.version,o)return this.themed()?this.draw():void 0;let{view:i,ticks:n}=t,r=(l,c)=>l.alike(c)?l:c;if(this.axes=[r(this.axes[0],new L(...i.x,n?.x)),r(this.axes[1],new L(...i.y,n?.y))],this.points=t.points?new Float32Array(z(t.points).buffer):null,this.digits=t.digits?z(t.digits):null,this.groups=t.groups?z(t.groups):this.digits??new Uint8Array,this.values=t.values?new Float32Array(z(t.values.floats).buffer):null,this.pin=f.pins[t.space??""]??Or(t.pin),this.line=t.lasso??null,this.canvas.setAttribute("aria-label",t.label),Ko(this),this.points&&ne(this),this.live.refresh(),!t.picture)return this.draw();let a=new Image;a.onload=()=>{this.picture=a,this.draw()},a.src="data:image/png;base64,"+t.picture}draw(){let{canvas:t,base:e,data:o}=this,i=this.width=t.clientWidth;if(!o||!i)return;this.size=i-O;let n=this.size+V;t.style.height=`${n}px`,this.ratio=window.devicePixelRatio||1,e.width=t.width=Math.round(i*this.ratio),e.height=t.height=Math.round(n*this.ratio),this.themed(),this.onto(e,r=>{wt(r,this),bt(r,this),this.clip(r),this.picture&&to(r,this),this.points&&eo(r,this),Qt(r,this),this.points&&so(r,this),oo(r,this)}),this.compose(),this.live.ground.follow(),t.dataset.drawn=this.version,t.dataset.only=this.only??"",M()}themed(){let t=getComputedStyle(this.canvas),e=this.ink+this.paper;return this.ink=t.getPropertyValue("--st-text-color")||"#222",this.paper=t.getPropertyValue("--st-background-color")||"#fff",e!==this.ink+this.paper}compose(){if(!this.size)return;let t=_(this.canvas);t.clearRect(0,0,this.canvas.width,this.canvas.height),this.onto(this.canvas,e=>{this.clip(e),this.live.ground.draw(e)}),t.drawImage(this.base,0,0),this.onto(this.canvas,e=>{this.clip(e),io(e,this),Wo(e,this),this.pin&&no(e,this),this.over?.(e,this)})}onto(t,e){let o=_(t);o.save(),o.scale(this.ratio,this.ratio),o.translate(O,0),e(o),o.restore()}clip(t){t.beginPath(),t.rect(0,0,this.size,this.size),t.clip()}moved(){let[t,e]=this.axes;this.canvas.dataset.view=[t.low,t.high,e.low,e.high].join(","),this.tip.hidden=!0,cancelAnimationFrame(this.frame),this.frame=requestAnimationFrame(()=>this.draw())}screen(t,e){return[this.axes[0].share(t)*this.size,(1-this.axes[1].share(e))*this.size]}shown(t){return this.only===null||this.groups[t]===this.only}name(t){return this.data.names?.[t]??String(t)}colour(t){if(!this.values)return this.data.colours[this.groups[t]%this.data.colours.length];let{low:e,high:o,colours:i}=this.data.values,n=(this.values[t]-e)/(o-e);return i[Math.round(Math.min(1,Math.max(0,n))*(i.length-1))]}showPin(t){this.pin=t??null,this.compose(),this.live.refresh()}pick(t){this.pinHere(t),f.pickers.get(this.data.space)?.take(this.pin)||this.tell(t)}tell(t){let e=()=>this.send("pick",{...t,slice:!!this.data.live?.slice}),{told:o}=this.data;if(!o)return e();this.teller.tell(o,{x:t.x,y:t.y},{point:he([t.x,t.y])},e)}pinHere(t){let e=t.index===null&&this.data.live?this.live.point(t.x,t.y):void 0;this.showPin({...t,z:e})}nearest(t,e,o=_r){let{points:i}=this,n=null,r=o*o;for(let a=0;i&&a<this.groups.length;a++){if(!this.shown(a))continue;let[l,c]=this.screen(i[2*a],i[2*a+1]),h=(l-t)**2+(c-e)**2;h<r&&([r,n]=[h,a])}return n}under(t){let e=this.canvas.getBoundingClientRect(),[o,i]=[t.clientX-e.left-O,t.clientY-e.top],n=r=>Math.min(1,Math.max(0,r/this.size));return{left:o,top:i,x:this.axes[0].value(n(o)),y:this.axes[1].value(1-n(i))}}place(t){let{left:e,top:o,x:i,y:n}=this.under(t),r=this.nearest(e,o);return r===null||!this.points?{x:i,y:n,index:r}:{x:this.points[2*r],y:this.points[2*r+1],index:r}}click(t){this.canvas.focus({preventScroll:!0}),this.dragged?this.dragged=!1:this.size&&this.pick(this.place(this.released??t))}hover(t){if(this.walk.playing)return;let{x:e,y:o,index:i}=this.place(t),n=[Ct(e,o)];i!==null&&n.unshift(String(this.digits?.[i])),i!==null&&this.values&&n.push(D(this.values[i],3)),this.words.textContent=n.join(" \xB7 "),this.hovered=i,us(this,i);let{left:r,top:a}=this.under(t);this.live.show(e,o),this.placeTip(r,a,t.pointerType==="touch")}placeTip(t,e,o=!1){let{tip:i}=this;i.hidden=!1;let[n,r]=[i.offsetWidth,i.offsetHeight],a=t+O+14;i.style.left=`${a+n>this.size+O?Math.max(0,a-28-n):a}px`;let l=Math.max(0,e-r-(o?34:14));i.style.top=`${o||e+14+r>this.size?l:e+14}px`}down(t){!this.size||t.button>0||(this.dragged=!1,this.fingers.set(t.pointerId,t),this.endGesture(),this.hold(t),this.gesture=jo(this,t),this.canvas.setPointerCapture?.(t.pointerId))}move(t){this.size&&(this.fingers.has(t.pointerId)&&this.fingers.set(t.pointerId,t),this.gesture&&this.gesture.move(t),this.gesture?.far||this.hover(t))}hold(t){clearTimeout(this.holding),this.held=!1,t.pointerType==="touch"&&(this.holding=setTimeout(()=>this.held=!0,Ar))}up(t){clearTimeout(this.holding),this.held=!1,this.fingers.delete(t.pointerId),this.released=t,this.endGesture()}endGesture(){let{gesture:t}=this;this.gesture=null,t?.end(),t?.far&&(this.dragged=!0,setTimeout(()=>this.dragged=!1,50))}key(t){let o={ArrowLeft:[-1,0],ArrowRight:[1,0],ArrowUp:[0,1],ArrowDown:[0,-1]}[t.key];if(!o)return Vo(this,t);t.preventDefault();let i=t.shiftKey?.005:.025,n=this.pin??{x:this.axes[0].value(.5),y:this.axes[1].value(.5)},[r,a]=[n.x,n.y].map((c,h)=>{let u=this.axes[h].share(c)+o[h]*i;return this.axes[h].value(Math.min(1,Math.max(0,u)))});this.pinHere({x:r,y:a,index:null});let l=f.pickers.get(this.data.space)?.take(this.pin);this.live.visit(r,a),clearTimeout(this.later),this.later=setTimeout(()=>this.report(l),80)}report(t){let{x:e,y:o}=this.pin;t||this.tell({x:e,y:o,index:null});let i=this.nearest(...this.screen(e,o),1/0),n=i===null||!this.digits?"":` \xB7 ${this.digits[i]}`;this.said.textContent=Ct(e,o)+n}};function Or(s){return s?{x:s[0],y:s[1],index:null}:null}function Xo(s){return Wt.get(s)}function Jo(s){let{parentElement:t,setTriggerValue:e}=s;Wt.has(t)||Wt.set(t,new ps(t));let o=Wt.get(t);return o.update(y(s.data),e),()=>{o.close(),Wt.delete(t)}}var Yo=`.strips {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr));
  gap: 1.2rem 2.4rem;
  font-family: var(--st-font);
  color: var(--st-text-color);
}
h3 {
  margin: 0 0 0.7rem;
  font-size: 1.45rem;
  font-weight: 600;
}
.strips .row:not(.group .row) {
  display: flex;
  flex-wrap: wrap;
  align-items: end;
  gap: 0.6rem 1rem;
  margin-bottom: 0.8rem;
}
label {
  display: grid;
  gap: 0.2rem;
  font-size: 0.9rem;
}
label.slider {
  flex: 1 1 11rem;
}
input {
  width: 100%;
  accent-color: var(--st-primary-color);
}
output {
  font-weight: 600;
}
.keep_a,
.keep_b {
  flex: 1;
}
.keep_a,
.keep_b,
.again,
select {
  min-height: 2.3rem;
  padding: 0.3rem 0.8rem;
  border: 1px solid var(--st-border-color);
  border-radius: 8px;
  background: var(--st-background-color);
  color: inherit;
  font: inherit;
}
button:hover {
  border-color: var(--st-primary-color);
}
:focus-visible {
  outline: 3px solid var(--st-primary-color);
}
.hint {
  margin: 0.6rem 0 0;
  font-size: 0.88rem;
  opacity: 0.85;
}
`;var Zo=`<div class="strips">
  <section class="walk">
    <h3></h3>
    <div class="row">
      <button class="keep_a" type="button"></button>
      <button class="keep_b" type="button"></button>
    </div>
    <div class="row">
      <label><span></span><select class="walk_from"></select></label>
      <label><span></span><select class="walk_to"></select></label>
      <label class="slider"><span><span class="name"></span> <output></output></span>
        <input class="steps" type="range" min="3" max="24" step="1"></label>
    </div>
    <div class="groups"></div>
    <p class="hint"></p>
  </section>
  <section class="prior">
    <h3></h3>
    <div class="row">
      <label class="slider"><span><span class="name"></span> <output></output></span>
        <input class="samples" type="range" min="4" max="36" step="1"></label>
      <button class="again" type="button"></button>
    </div>
    <div class="groups"></div>
    <p class="hint"></p>
  </section>
</div>
`;function nt(s){let t=s>>>0;return()=>{t=t+1831565813>>>0;let e=Math.imul(t^t>>>15,t|1);return e^=e+Math.imul(e^e>>>7,e|61),((e^e>>>14)>>>0)/4294967296}}function K(s){let t=null;return()=>{if(t!==null){let i=t;return t=null,i}let e=Math.sqrt(-2*Math.log(1-s())),o=2*Math.PI*s();return t=e*Math.sin(o),e*Math.cos(o)}}function Qo(s,t){if(s>60)return Math.max(0,Math.round(s+Math.sqrt(s)*K(t)()));let e=Math.exp(-s),o=-1;for(let i=1;i>=e;o++)i*=t();return Math.max(0,o)}function ti(s,t){let e=Array.from({length:s},(o,i)=>i);for(let o=s-1;o>0;o--){let i=Math.floor(t()*(o+1));[e[o],e[i]]=[e[i],e[o]]}return e}var $r=56,xe=new WeakMap,ms=class{constructor(t){this.find=e=>t.querySelector(e),this.rows={walk:this.find(".walk .groups"),prior:this.find(".prior .groups")},this.words=new S("en",{}),this.teller=new F,this.data=null,this.values={},this.kept={};for(let e of["walk_from","walk_to"])this.find(`.${e}`).onchange=({target:o})=>this.change("walk",{[e]:o.value});for(let[e,o]of[["steps","walk"],["samples","prior"]])this.find(`.${e}`).oninput=({target:i})=>this.change(o,{[e]:Number(i.value)});this.find(".again").onclick=()=>this.change("prior",{draw:this.values.draw+1});for(let e of["A","B"])this.find(`.keep_${e.toLowerCase()}`).onclick=()=>this.keep(e);this.heard=k("decoder",()=>this.data&&!this.data.groups&&this.draw())}close(){this.heard(),this.teller.close()}update(t,e){this.send=e;let o=this.data?.version===t.version;if(this.data=t,!(o||this.teller.waiting))if(this.values={...t.values},this.kept={...t.kept},this.words=new S(t.language,t.sentences),this.label(),this.showValues(),t.groups)for(let[i,n]of Object.entries(t.groups))this.show(i,n);else this.draw()}get ready(){return!!(f.decoders.get(this.data.key)&&f.spaces.get(this.data.key))}label(){let{text:t}=this.words,e=(o,i)=>this.find(o).textContent=t(`strips.${i}`);e(".walk h3","heading_walk"),e(".prior h3","heading_samples");for(let o of["keep_a","keep_b","again"])e(`.${o}`,o);for(let o of["walk_from","walk_to"])this.find(`.${o}`).previousElementSibling.textContent=t(`strips.${o}`);for(let o of["steps","samples"])this.find(`.${o}`).previousElementSibling.firstElementChild.textContent=t(`strips.${o}`),this.find(`.${o}`).setAttribute("aria-label",t(`strips.${o}`));this.find(".prior .hint").textContent=this.data.hint}showValues(){let{text:t}=this.words,e=Array.from({length:10},(i,n)=>[String(n),t("strips.centre",{digit:n})]),o=Object.keys(this.kept).sort().map(i=>[i,t("strips.point",{letter:i})]);for(let i of["walk_from","walk_to"]){let n=[...e,...o].map(([r,a])=>new Option(a,r));this.find(`.${i}`).replaceChildren(...n),this.find(`.${i}`).value=this.values[i]}for(let i of["steps","samples"]){let n=this.find(`.${i}`);n.value=this.values[i],n.previousElementSibling.lastElementChild.textContent=this.values[i]}this.find(".walk .hint").textContent=t("strips.walk_hint",{steps:this.values.steps})}change(t,e){Object.assign(this.values,e),this.showValues(),this.ready&&this.draw([t]),this.tell()}keep(t){let e=f.pins[this.data.space]?.z;e&&(this.kept[t]=Array.from(e),this.showValues(),this.ready&&this.draw(["walk"]),this.tell())}tell(){let t={values:this.values,kept:this.kept,answered:this.ready};this.teller.tell({view:"map"},{},null,()=>this.send("set",t))}place(t){return this.kept[t]??f.spaces.get(this.data.key).centre(Number(t))}points(t){let{values:e,data:o}=this;if(t==="walk")return Ws(this.place(e.walk_from),this.place(e.walk_to),e.steps);let i=K(nt(e.draw));return Array.from({length:e.samples},()=>Array.from({length:o.dim},i))}draw(t=["walk","prior"]){if(!this.ready)return;let e=f.decoders.get(this.data.key),{text:o}=this.words;for(let i of t){let n=this.points(i),r=l=>i==="walk"?o("strips.step_label",{step:l+1,steps:n.length}):o("strips.sample_label",{number:l+1}),a=I(n.map(l=>e.decode(l,this.data.beta)));this.show(i,[{title:"",size:$r,pixels:a,captions:[],labels:n.map((l,c)=>r(c))}]),this.rows[i].dataset.by="browser"}}show(t,e){W(this.rows[t],e),this.rows[t].dataset.by="server",this.rows[t].dataset.version=this.data.version,M()}};function ei(s){let{parentElement:t,setTriggerValue:e}=s;xe.has(t)||xe.set(t,new ms(t));let o=xe.get(t);return o.update(y(s.data),e),()=>{o.close(),xe.delete(t)}}var si=`p {
  margin: 0;
  font-family: var(--st-font);
  font-size: 0.9rem;
  color: var(--st-text-color);
}
`;var oi=`<p></p>
`;function zr({betas:s,columns:t,sentence:e,language:o},i){let n=ee(s,i),r=Object.entries(t).map(([a,l])=>[a,vt(l,n)]);return new S(o,{}).fill(e,Object.fromEntries(r))}function ii(s){let{parentElement:t}=s,e=y(s.data),o=t.querySelector("p"),i=()=>{let n=f.betas.get(e.follow)?.beta??e.beta;o.textContent=zr(e,n),o.dataset.beta=String(n)};return i(),Be(t,k("beta",i))}var ni=`.heights {
  display: grid;
  gap: 0.9rem;
  font-family: var(--st-font);
  color: var(--st-text-color);
}
label {
  display: grid;
  gap: 0.2rem;
  max-width: 30rem;
  font-size: 0.9rem;
}
input {
  width: 100%;
  accent-color: var(--st-primary-color);
}
output {
  font-weight: 600;
}
input:focus-visible {
  outline: 3px solid var(--st-primary-color);
}
`;var ri=`<div class="heights">
  <label><span><span class="name"></span> <output></output></span><input type="range" min="1" step="1"></label>
  <div class="groups"></div>
</div>
`;var Rr=42,ve=new WeakMap,fs=class{constructor(t){this.input=t.querySelector("input"),this.output=t.querySelector("output"),this.name=t.querySelector(".name"),this.groups=t.querySelector(".groups"),this.teller=new F,this.data=null,this.input.oninput=()=>this.moved(),this.heard=k("decoder",()=>this.data&&!this.data.groups&&this.draw())}close(){this.heard(),this.teller.close()}update(t,e){if(this.send=e,this.data?.version===t.version)return;let o=this.data;this.data=t,this.points=t.rows.map(({points:i})=>new Float32Array(z(i).buffer)),this.input.max=t.heights,this.name.textContent=t.label,this.input.setAttribute("aria-label",t.label),(!o||!this.teller.waiting)&&(this.input.value=t.height),this.output.textContent=this.input.value,t.groups&&Number(this.input.value)===t.height?this.show(t.groups,"server"):this.draw()}moved(){let t=Number(this.input.value);this.output.textContent=String(t),this.draw(),this.teller.tell({view:"lesson"},{},null,()=>this.send("set",{height:t}))}draw(){let{rows:t,step:e,heights:o}=this.data,i=t.map(({key:a})=>f.decoders.get(a));if(!i.every(Boolean))return;let n=Number(this.input.value)-1,r=t.map(({title:a,dim:l},c)=>{let h=this.points[c],u=h.length/o/l,d=n*u*l,p=Array.from({length:u},(b,w)=>Array.from(h.subarray(d+w*l,d+(w+1)*l))),g=I(p.map(b=>i[c].decode(b))),x=p.map((b,w)=>e.replace("{number}",String(w+1)).replace("{count}",String(u)));return{title:a,size:Rr,pixels:g,labels:x,captions:[]}});this.show(r,"browser")}show(t,e){W(this.groups,t),Object.assign(this.groups.dataset,{version:this.data.version,by:e,height:this.input.value}),M()}};function ai(s){let{parentElement:t,setTriggerValue:e}=s;ve.has(t)||ve.set(t,new fs(t));let o=ve.get(t);return o.update(y(s.data),e),()=>{o.close(),ve.delete(t)}}var R={html:Fo,css:[Je,Ro],component:Jo},At={html:co,css:[Q],component:ho},li={html:po,css:[uo],component:mo},ci={html:go,css:[Je,fo],component:Mo},hi={html:Zs,css:[Ys],component:lo},di={html:zo,css:[Q,Co],component:Lo},ui={html:Eo,css:[Q,So],component:Oo},pi={html:To,css:[Q,Po],component:Io},mi={html:Zo,css:[Q,Yo],component:ei},fi={html:oi,css:[si],component:ii},gi={html:ri,css:[Q,ni],component:ai};var X=28,Fr=X*X,ke=s=>Math.min(1,Math.max(0,s));function wi(s,t,e){let o=K(e);return s.map(i=>ke(i+Math.sqrt(t)*o()))}function Dr(s,t,e){let o=K(e);return s.map((i,n)=>ke(i+Math.sqrt(t*(n%X)/(X-1))*o()))}function bi(s,t,e){let o=2**Math.ceil(Math.log2(new Set(s).size));return s.map(i=>ke(Qo(i*o,e)/o))}function ye(s){return(t,e,o)=>t.map(i=>o()>=e?i:o()<s?1:0)}function xi(s,t,e){let o=K(e);return s.map(i=>ke(i+i*Math.sqrt(t)*o()))}function Ur(s,t,e){let o=Math.trunc(t),[i,n]=[0,0].map(()=>Math.floor(e()*(X-o+1)));return s.map((r,a)=>{let[l,c]=[Math.floor(a/X)-i,a%X-n];return l>=0&&l<o&&c>=0&&c<o?0:r})}function Wr(s,t,e){let o=Math.trunc(t),i=X/o,n=ti(i*i,e);return s.map((r,a)=>{let[l,c]=[Math.floor(a/X),a%X],h=n[Math.floor(l/o)*i+Math.floor(c/o)],u=Math.floor(h/i)*o+l%o;return s[u*X+h%i*o+c%o]})}function jr(s,t,e){return t===0?s.slice():[[wi,.3],[ye(.5),.2],[bi,0],[xi,.1]].reduce((i,[n,r])=>n(i,r*t,e),s)}var Br={none:s=>s.slice(),course:jr,gaussian:wi,localvar:Dr,poisson:bi,salt:ye(1),pepper:ye(0),"s&p":ye(.5),speckle:xi,mask:Ur,shuffle:Wr};function Me(s,t,e,o,i=0){if(s.length!==Fr)throw new Error(`784 pixels are expected, got ${s.length}`);return Br[t](s,e,nt(Math.imul(o+1,2654435761)+i))}var Se=[1,2],Ee=4.5;function ht(s,t,e){let o=Array.from(s),i=Array.from(t,r=>Math.exp(.5*r)),n=o.map((r,a)=>r+i[a]*e[a]);return{zMean:o,zLogVar:Array.from(t),sigma:i,epsilon:e,z:n}}function vi({zMean:s,zLogVar:t}){return s.reduce((e,o,i)=>e-.5*(1+t[i]-o**2-Math.exp(t[i])),0)}function Ae(s,t){let e=0;for(let o=0;o<s.length;o++){let i=Math.min(.9999999,Math.max(1e-7,t[o]));e-=s[o]*Math.log(i)+(1-s[o])*Math.log(1-i)}return e}function _t({zMean:s,sigma:t},e,o=72){return Array.from({length:o},(i,n)=>{let r=2*Math.PI*n/o;return[s[0]+e*t[0]*Math.cos(r),s[1]+e*t[1]*Math.sin(r)]})}function yi(s,t,{count:e,wider:o,seed:i}){let n=K(nt(i));return Array.from({length:e},()=>ht(s,t,s.map(()=>o*n())).z)}var ki="3, 2, 1, 18, 4, 8, 11, 0, 61, 7",qr="inception",Gr=24,gs=1e4,_e=784,Mi=[48,96],Si={"s&p":"salt_and_pepper"};function ws(s){return s.split(/[\s,;]+/).filter(e=>/^\d+$/.test(e)).map(Number).filter(e=>e<gs).slice(0,Gr)}function Ei(s,t){let e=s.reduce((o,i,n)=>o+(i-t[n])**2,0)/s.length;return-10*Math.log10(Math.max(e,1e-12))}async function Hr(s){let{text:t,content:e}=s,o=e.models.map(p=>p.name),i=Object.keys(e.noise),n=C("noise",i,"course"),r=e.noise[n],a={model:s.model(C("model",o,"denoiser")),mode:n,level:$("level",r.default,r.low,r.high),seed:$("seed",0,0,999999),digits:ws(G("digits")??ki)};a.digits.length||(a.digits=ws(ki)),s.add(A(t("denoise.lead"),"lead"),...Vr(s,a,o,i));let l=m("div"),c=m("div",{data:{part:"figures"}});s.add(l,c,A(t("denoise.numbers_note"),"hint"));let h=await Z(),u=await ot(),d=s.mount(At,l,{groups:[]});a.draw=()=>{let p=Kr(s,a,h,u);d.update({level:3,groups:p.groups}),c.replaceChildren(Zr(s,p))},a.draw(),await Promise.all([gt(a.model),T(a.model),gt(Ai(s))]),a.draw()}function Vr(s,t,e,o){let{text:i}=s,n=d=>i(`noise.mode_${Si[d]??d}`),r=s.content.noise[t.mode],a=d=>{P(d),s.render()},l=d=>{Object.assign(t,d),P({level:et(t.level),seed:t.seed}),t.draw?.()},c=r.choices.length?N("level",i("noise.level_shuffle"),r.choices.map(d=>[String(d),String(d)]),String(t.level),d=>l({level:Number(d)})):Xs("level",i(`noise.level_${Si[t.mode]??t.mode}`),{low:r.low,high:r.high,step:r.high>2?1:.05,value:t.level,written:d=>s.words.plain(d)},d=>l({level:d})),h=m("input",{type:"text",value:t.digits.join(", "),data:{name:"digits"}});h.onchange=()=>a({digits:h.value});let u=()=>a({digits:t.digits.map(()=>Math.floor(Math.random()*gs)).join(",")});return[m("div",{className:"row settings",data:{part:"settings"}},N("model",i("denoise.model"),e.map(d=>[d,s.title(s.model(d))]),t.model.name,d=>a({model:d})),N("noise",i("noise.mode"),o.map(d=>[d,n(d)]),t.mode,d=>a({noise:d,level:null})),...r.low===r.high?[]:[c],H("seed",i("site.other_noise"),()=>l({seed:(t.seed+1)%1e6}))),m("div",{className:"row",data:{part:"digits"}},m("label",{className:"field wide"},m("span",{},i("denoise.digits",{last:gs-1})),h),H("others",i("denoise.others"),u))]}function Kr(s,t,e,o){let{text:i}=s,[n,r]=[f.encoders.get(t.model.key),f.decoders.get(t.model.key)],a=t.digits.map(b=>Float32Array.from(e.subarray(b*_e,(b+1)*_e),w=>w/255)),l=a.map((b,w)=>Me(b,t.mode,t.level,t.seed,w)),c=n&&r?l.map(b=>Jr(t.model,n,r,b)):null,h=Math.min(Mi[1],Math.max(Mi[0],Math.floor(900/a.length)-6)),u=t.digits.map(b=>i("denoise.label",{digit:o[b],index:b})),d=(b,w,v,B="")=>({title:b,size:h,pixels:Yr(w),captions:v,labels:u.map(at=>B+at)}),p=Xr(s,l),g=i("denoise.corrupted")+(p.length?` \xB7 ${i("site.named_by",{system:i("denoise.system_inception")})}`:""),x=[d(i("denoise.clean"),a,t.digits.map(b=>String(o[b]))),d(g,l,p,`${i("denoise.corrupted")}: `)];return c&&x.push(d(i("denoise.restored"),c,[],`${i("denoise.restored")}: `)),{groups:x,clean:a,corrupted:l,restored:c}}function Xr(s,t){let e=f.encoders.get(Ai(s).key);return e?t.map(o=>{let{probabilities:i}=e.run(o),n=Math.max(...i);return`\u2192 ${i.indexOf(n)} \xB7 ${s.words.number(n,".0%")}`}):[]}function Ai(s){return s.content.classifiers.find(({name:t})=>t===qr)}function Jr(s,t,e,o){t.follow(s.beta);let i=t.run(o).z_mean;return Float32Array.from(e.decode(Array.from(i),s.beta),n=>n/255)}function Yr(s){return I(s.map(t=>Uint8ClampedArray.from(t,e=>255*e)))}function Zr(s,{clean:t,corrupted:e,restored:o}){let{text:i,words:n}=s,r=t.map(()=>new Float32Array(_e)),a=[["restored",o],["noisy",e],["black",r]],l=u=>u.reduce((d,p)=>d+p,0)/u.length,c=m("tr",{},...[i("denoise.picture"),i("denoise.measure_psnr"),i("denoise.measure_bce")].map(u=>m("th",{scope:"col"},u))),h=a.filter(([,u])=>u).map(([u,d])=>{let p=d,g=l(p.map((b,w)=>Ei(t[w],b))),x=l(p.map((b,w)=>Ae(t[w],b)/_e));return m("tr",{},m("th",{scope:"row"},i(`denoise.row_${u}`)),m("td",{},n.number(g,".1f")),m("td",{},n.number(x,".3f")))});return m("table",{},m("thead",{},c),m("tbody",{},...h))}var ks={};$t(ks,{show:()=>va});var Qr=.04,ta=["ground","hand","closer","further","whole","play"];function Ot(s,t=""){return t+s.key.slice(0,8)}function dt(s,t,e){return t.dim===1?[s.text("map.axis",{number:1}),s.text("map.axis_spread")]:e.map(o=>s.text("map.axis",{number:o+1}))}function jt(s,t){return{digits:t,colours:s.content.colours,legend:s.text("map.legend",{digit:"{digit}"})}}function ea(s,t){let e=s.flat(t),o=nt(0);if(s.dim===1)for(let i=1;i<e.length;i+=2)e[i]=2*o()-1;return e}function sa(s,t){return Array.from({length:10},(e,o)=>{let i=Array.from(t.keys()).filter(n=>t[n]===o);return[0,1].map(n=>qt(Float32Array.from(i,r=>s[2*r+n]).sort(),.5))})}function oa(s){let t=[0,1].map(e=>{let[o,i]=[1/0,-1/0];for(let r=e;r<s.length;r+=2)[o,i]=[Math.min(o,s[r]),Math.max(i,s[r])];let n=Qr*(i-o)+.001;return[o-n,i+n]});return{x:t[0],y:t[1]}}function _i(s,t,e,o={}){return{key:s.key,base:t.centre(),axes:e,slice:!1,ground:!1,beta:null,at:s.beta,...o}}function Pt(s,t,e,o=ta){let i=o.map(n=>[n,s.text(`live.${n}`)]);return{save:s.text("export.picture"),file:`${t.name}-${e}.png`,...Object.fromEntries(i)}}function rt(s,t,e,o,i="",n={}){let r=ea(e,o),a=s.text("layers.colour_digit");return{view:oa(r),axes:dt(s,t,o),label:s.text("map.map_label",{count:e.count,colour:a}),space:Ot(t,i),points:r,marks:sa(r,e.labels),pictures:Y,live:_i(t,e,o,{slice:!0}),tools:{...Pt(s,t,"map"),lasso:s.text("gallery.lasso")},...jt(s,e.labels),...n}}function Oe(s,t,e,o,i="",n={}){let r=o[0]===0&&o[1]===Math.min(1,t.dim-1),[a,l]=r?[t.grid.x,t.grid.y]:o.map(c=>ia(e,c));return{view:{x:[a[0],a[a.length-1]],y:[l[0],l[l.length-1]]},ticks:{x:a,y:t.dim>1?l:[-1,1]},axes:dt(s,t,o),label:s.text("map.grid_label",{size:a.length}),space:Ot(t,i),live:_i(t,e,o,{ground:!0,solid:!0}),tools:Pt(s,t,"grid",[]),...n}}function ia(s,t,e=20){let o=s.sorted(t),[i,n]=[qt(o,.01),qt(o,.99)];return Array.from({length:e},(r,a)=>i+(n-i)*a/(e-1))}var Oi=`.draws {
  font-family: var(--st-font);
  color: var(--st-text-color);
}
.draws > .row {
  display: flex;
  flex-wrap: wrap;
  align-items: end;
  gap: 0.6rem 1rem;
}
label {
  display: grid;
  flex: 1 1 14rem;
  gap: 0.2rem;
  font-size: 0.9rem;
}
input {
  width: 100%;
  accent-color: var(--st-primary-color);
}
output {
  font-weight: 600;
}
.draws > .row button {
  min-height: 2.3rem;
  padding: 0.3rem 1rem;
  border: 1px solid var(--st-border-color);
  border-radius: 8px;
  background: transparent;
  color: inherit;
  font: inherit;
  cursor: pointer;
}
:focus-visible {
  outline: 3px solid var(--st-primary-color);
}
.maps {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr));
  gap: 2.8rem 1.4rem;
  margin: 2.8rem 0 0.9rem; /* for the buttons of the planes */
}
.maps figure {
  min-width: 0;
}
.maps figcaption {
  margin-top: 0.4rem;
  text-align: start;
}
`;var Pi=`<div class="draws">
  <div class="row">
    <label><span><span class="name"></span> <output></output></span><input type="range" min="1" max="30" step="1"></label>
    <button type="button"></button>
  </div>
  <div class="maps">
    <figure><div class="whole"></div><figcaption></figcaption></figure>
    <figure><div class="near"></div><figcaption></figcaption></figure>
  </div>
  <div class="groups"></div>
</div>
`;var aa=72,Pe=new WeakMap,xs=class{constructor(t){this.find=e=>t.querySelector(e),this.input=this.find("input"),this.groups=this.find(".groups"),this.words=new S("en",{}),this.teller=new F,this.data=null,this.chosen={wider:1,draw:0},this.input.oninput=()=>this.set({wider:Number(this.input.value)}),this.find("button").onclick=()=>this.set({draw:this.chosen.draw+1}),this.heard=k("decoder",()=>this.data&&this.draw())}close(){this.heard(),this.teller.close(),this.maps?.forEach(t=>t.close())}update(t,e){if(this.send=e,this.data?.version===t.version)return;this.data=t,this.teller.waiting||(this.chosen={wider:t.wider,draw:t.draw}),this.words=new S(t.language,t.sentences);let{text:o}=this.words;this.find(".name").textContent=o("lesson_draws.wider"),this.input.setAttribute("aria-label",o("lesson_draws.wider")),this.find("label").title=o("lesson_draws.wider_help"),this.find("button").textContent=o("lesson_draws.again"),["lesson_cloud.whole","lesson_draws.near"].forEach((i,n)=>{this.find(`figure:nth-child(${n+1}) figcaption`).textContent=o(i)}),this.draw()}set(t){Object.assign(this.chosen,t),this.draw();let e={...this.chosen};this.teller.tell({view:"lesson"},{},null,()=>this.send("set",e))}draw(){let{mean:t,logVar:e,count:o,key:i}=this.data,{wider:n,draw:r}=this.chosen;this.input.value=n,this.find("output").textContent=String(n);let a=yi(t,e,{count:o,wider:n,seed:r});this.showMaps(a);let l=f.decoders.get(i);if(!l)return;let c=a.map((p,g)=>String(g+1)),h=c.map(p=>this.words.text("lesson_draws.picture",{number:p})),u=this.words.text("lesson_draws.decoded"),d=I(a.map(p=>l.decode(p)));W(this.groups,[{title:u,size:aa,pixels:d,captions:c,labels:h}]),this.groups.dataset.version=`${this.data.version} ${n} ${r}`,M()}showMaps(t){let{mean:e,logVar:o,plane:i}=this.data,n=ht(e,o,e.map(()=>0)),r=Se.map(d=>({group:null,name:`${d}\u03C3`,line:_t(n,d)})),a=Ee*this.chosen.wider*Math.max(...n.sigma.slice(0,2)),[l,c]=[0,1].map(d=>[e[d]-a,e[d]+a]),h={view:{x:l,y:c},marks:[],label:this.words.text("lesson_cloud.near_label")},u=[{},h].map(d=>({...i,...d,version:void 0,outlines:r,holes:t}));this.maps?this.maps.forEach((d,p)=>d.update(u[p])):this.maps=u.map((d,p)=>ct(R,this.find(p?".near":".whole"),d))}};function Ti(s){let{parentElement:t,setTriggerValue:e}=s;Pe.has(t)||Pe.set(t,new xs(t));let o=Pe.get(t);return o.update(y(s.data),e),()=>{o.close(),Pe.delete(t)}}var $i=`.sketch {
  display: grid;
  grid-template-columns: minmax(180px, 260px) minmax(0, 1fr);
  gap: 1rem 1.6rem;
  font-family: var(--st-font);
  color: var(--st-text-color);
}
.maps {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 280px), 1fr));
  gap: 2.8rem 1.6rem;
  max-width: 1200px;
  margin-top: 2.6rem;
}
.hint {
  margin: 0.6rem 0 0;
  font-size: 0.9rem;
}
.told {
  display: flex;
  align-items: center;
  gap: 1rem;
  margin-top: 0.8rem;
}
.machine {
  display: flex;
  flex-wrap: wrap;
  align-items: stretch;
  gap: 0.5rem 1.2rem;
  margin: 0;
  padding: 0;
  list-style: none;
}
.right {
  container-type: inline-size;
}
@container (min-width: 860px) {
  .machine {
    flex-wrap: nowrap;
  }
  .machine > li {
    flex: 1 1 auto;
  }
}
.machine > li {
  min-width: 0;
  position: relative;
  display: grid;
  align-content: center;
  gap: 0.5rem;
}
.machine > li + li::before {
  /* from left to right */
  content: "\u2192";
  position: absolute;
  left: -1.08rem;
  top: 50%;
  translate: 0 -50%;
  font-size: 1.2rem;
}
.card {
  padding: 0.4rem 0.5rem;
  border: 1px solid var(--st-border-color);
  border-radius: 8px;
}
.card.network {
  border: 2px solid var(--st-text-color);
}
.card strong {
  display: block;
  margin: 0 0 0.2rem;
  font-size: 0.95rem;
}
.value {
  display: block;
  font-variant-numeric: tabular-nums;
  font-size: 1.05rem;
  min-height: 1.3em;
}
code {
  display: block;
  max-width: 7.4rem;
  overflow-wrap: anywhere;
  font-size: 0.72rem;
  opacity: 0.85;
}
.card canvas {
  display: block;
  width: 84px;
  height: 84px;
  margin-bottom: 0.25rem;
  border-radius: 4px;
  background: #000;
  image-rendering: pixelated;
}
.said {
  min-height: 3em;
  margin: 0;
}
.again,
.example {
  flex: none;
  padding: 0.45rem 1rem;
  border: 1px solid var(--st-border-color);
  border-radius: 8px;
  background: transparent;
  color: inherit;
  font: inherit;
  cursor: pointer;
}
.again {
  border-color: var(--st-primary-color);
}
.again:disabled {
  opacity: 0.4;
  cursor: default;
}
.example {
  width: 100%;
  max-width: 320px;
  margin-top: 0.5rem;
}
button:focus-visible {
  outline: 3px solid var(--st-primary-color);
}
[hidden] {
  display: none;
}
@media (max-width: 640px) {
  .sketch {
    grid-template-columns: 1fr;
  }
}
`;var Ii=`<div class="sketch">
  <div class="left">
    <div class="board"></div>
    <button class="example" type="button" hidden></button>
  </div>
  <div class="right">
    <ol class="machine"></ol>
    <div class="told">
      <button class="again" type="button"></button>
      <p class="said" role="status"></p>
    </div>
    <div class="maps">
      <div class="map"></div>
      <div class="near"></div>
    </div>
    <p class="hint"></p>
  </div>
</div>
`;var[ha,da]=[.02,.5];function Ni(s,t){let e=Ci(s,t,ha),o=Ci(s,t,da);if(!e||!o)return null;let[i,n,r,a]=e,l=Math.max(o[1]-o[0],o[3]-o[2]),c=Math.max(20/Math.max(n-i,a-r),18/l),h=Math.max(1,Math.round((n-i)*c)),u=Math.max(1,Math.round((a-r)*c)),d=ua(s,t,e,h,u);return pa(d,h,u)}function Ci(s,t,e){let[o,i,n,r]=[t,0,t,0];for(let a=0;a<s.length;a++){if(s[a]<=e)continue;let[l,c]=[Math.floor(a/t),a%t];[o,i]=[Math.min(o,l),Math.max(i,l+1)],[n,r]=[Math.min(n,c),Math.max(r,c+1)]}return i?[o,i,n,r]:null}function ua(s,t,e,o,i){let[n,r,a,l]=e,c=zi(r-n,o),h=zi(l-a,i),u=new Float32Array(o*i);for(let d=0;d<o;d++)for(let p=0;p<i;p++){let g=0;for(let[x,b]of c[d])for(let[w,v]of h[p])g+=b*v*s[(n+x)*t+a+w];u[d*i+p]=Math.min(1,g)}return u}function zi(s,t){let e=s/t;return Array.from({length:t},(o,i)=>{let[n,r]=[i*e,(i+1)*e],a=[];for(let l=Math.floor(n);l<Math.min(s,Math.ceil(r-1e-9));l++)a.push([l,(Math.min(r,l+1)-Math.max(n,l))/e]);return a})}function pa(s,t,e){let[o,i,n]=[0,0,0];s.forEach((h,u)=>{o+=h,i+=h*Math.floor(u/e),n+=h*(u%e)});let r=(h,u)=>{let d=14-Math.floor(h+.5);return u>20?d:Math.min(28-u,Math.max(0,d))},[a,l]=[r(i/o,t),r(n/o,e)],c=new Float32Array(784);return s.forEach((h,u)=>{let[d,p]=[a+Math.floor(u/e),l+u%e];d>=0&&d<28&&p>=0&&p<28&&(c[d*28+p]=h)}),c}var ma=[[["x","x = images / 255"]],[["encoder","z_mean, z_log_var = encoder(x)"]],[["z_mean","Dense(latent_dim)(h)"],["z_log_var","Dense(latent_dim)(h)"]],[["sigma","ops.exp(0.5 * z_log_var)"],["epsilon","keras.random.\u200Bnormal(shape)"]],[["z","z_mean + sigma * epsilon"]],[["decoder","x_decoded = decoder(z)"]],[["x_decoded","sigmoid, 0 to 1"]]],fa={sigma:"\u03C3 (sigma)",epsilon:"\u03B5 (epsilon)"},ga=["x","x_decoded"],Li=["encoder","decoder"],Te=class{constructor(t){this.values={},t.replaceChildren(...ma.map(e=>this.column(e)))}column(t){let e=document.createElement("li");return e.append(...t.map(([o,i])=>this.card(o,i))),e}card(t,e){let o=document.createElement("div");o.className=Li.includes(t)?"card network":"card";let i=document.createElement("strong");i.textContent=fa[t]??t;let n=document.createElement("code");n.textContent=e;let r=this.value(t);return o.append(i,...r?[r]:[],n),o}value(t){if(Li.includes(t))return null;let e=document.createElement(ga.includes(t)?"canvas":"span");return e.className="value",e.dataset.name=t,e instanceof HTMLCanvasElement&&(e.width=e.height=28,e.setAttribute("role","img")),this.values[t]=e,e}show(t,e,o){for(let[i,n]of Object.entries(t))this.values[i].textContent=n;for(let[i,n]of Object.entries(o))this.values[i].setAttribute("aria-label",n);for(let[i,n]of Object.entries(e))J(this.values[i],n)}clear(t){for(let[e,o]of Object.entries(t))this.values[e].setAttribute("aria-label",o);for(let e of Object.values(this.values))e instanceof HTMLCanvasElement?e.width=e.height=28:e.textContent="\u2013"}};var vs=784,$e=new WeakMap;function Ri(){let s=K(Math.random);return[s(),s()]}var ys=class{constructor(t){let e=o=>t.querySelector(o);this.find=e,this.machine=new Te(e(".machine")),this.said=e(".said"),this.again=e(".again"),this.example=e(".example"),this.words=new S("en",{}),this.epsilon=Ri(),this.digit=null,this.cloud=null,this.data=null,this.frame=0,this.again.onclick=()=>this.drawAgain(),this.example.onclick=()=>this.takeExample(),this.heard=["decoder","pictures"].map(o=>k(o,()=>this.data&&this.show()))}close(){this.heard.forEach(t=>t()),f.pickers.delete(this.data?.plane.space),this.board?.close(),this.maps?.forEach(t=>t.close())}update(t,e){let o=this.data?.version===t.version;if(this.data=t,this.send=e,o)return;this.words=new S(t.language,t.sentences);let{text:i}=this.words;this.again.textContent=i("sketch.again"),this.example.textContent=i("sketch.example"),this.find(".hint").textContent=i("sketch.hint"),this.mountBoard(),this.mountMap(),this.think()}mountBoard(){let{board:t}=this.data;this.board?this.board.update(t):this.board=ct(li,this.find(".board"),t,(o,{strokes:i})=>this.send("drawn",{strokes:i}));let e=es(this.board.root);e.changed=()=>this.drawn(e),this.drawn(e)}mountMap(){let{plane:t}=this.data,e={...t,marks:[],label:this.words.text("sketch.near"),tools:{}};this.maps=[t,e].map((o,i)=>{let n=this.find(i?".near":".map");return this.maps?(this.maps[i].update(o),this.maps[i]):ct(R,n,o)}),this.planes=this.maps.map(({root:o})=>Xo(o));for(let o of this.planes)o.over=(i,n)=>this.drawCloud(i,n);f.pickers.set(t.space,this)}get encoder(){return f.encoders.get(this.data.key)??null}get decoder(){return f.decoders.get(this.data.key)??null}drawn(t){t.strokes.length===0&&this.isExample||(this.isExample=!1,cancelAnimationFrame(this.frame),this.frame=requestAnimationFrame(()=>{let e=Float32Array.from(t.pixels(),o=>o/255);this.digit=t.strokes.length?Ni(e,t.data.side):null,this.think()}))}takeExample(){let t=f.pictures.get(this.data.pictures);if(!t)return void E("pictures-wanted");let e=Math.floor(Math.random()*(t.length/vs));es(this.board?.root)?.change([]),cancelAnimationFrame(this.frame),this.isExample=!0,this.digit=Float32Array.from(t.subarray(e*vs,(e+1)*vs),o=>o/255),this.think()}drawAgain(){this.epsilon=Ri(),this.think()}take({x:t,y:e}){let{cloud:o}=this;return o&&(this.epsilon=[t,e].map((i,n)=>(i-o.zMean[n])/o.sigma[n]),this.think()),!0}think(){let{digit:t,encoder:e,data:o}=this;if(this.cloud=null,t&&e){e.follow(o.beta);let{z_mean:i,z_log_var:n}=e.run(t);this.cloud=ht(i,n,this.epsilon)}this.show()}show(){let{cloud:t,decoder:e,digit:o,words:i}=this;if(this.again.disabled=!t,this.example.hidden=!this.data.pictures,!t&&o&&this.encoder)return this.think();let n={x:i.text("sketch.digit"),x_decoded:i.text("sketch.decoded")};if(!t||!o)this.machine.clear(n),this.said.textContent=i.text("sketch.empty");else{let r={x:Uint8ClampedArray.from(o,l=>255*l)};e&&(r.x_decoded=e.decode(t.z,this.data.beta));let a=l=>i.numbers(l,".2f");this.machine.show({z_mean:a(t.zMean),z_log_var:a(t.zLogVar),sigma:i.numbers(t.sigma,".3f"),epsilon:a(t.epsilon),z:a(t.z)},r,n),this.said.replaceChildren(...Fs([this.name(),this.costs(r.x_decoded)].filter(Boolean).join(" ")))}this.showOnMaps(),M()}showOnMaps(){let{cloud:t,planes:e}=this;if(e){if(e[0].canvas.dataset.cloud=t?[...t.zMean,...t.sigma,...t.z].join(","):"",this.find(".near").hidden=!t,f.pins[this.data.plane.space]=t?{x:t.z[0],y:t.z[1],index:null}:null,t){let o=Ee*Math.max(...t.sigma.slice(0,2));e[1].axes=[0,1].map(i=>new L(t.zMean[i]-o,t.zMean[i]+o)),e[1].draw()}E("pin")}}name(){let t=f.encoders.get(this.data.classifier);if(!t||!this.digit)return"";let{probabilities:e}=t.run(this.digit),o=Math.max(...e);return this.words.text("sketch.answer",{digit:e.indexOf(o),share:o})}costs(t){if(!t||!this.cloud||!this.digit)return"";let e=Ae(this.digit,Float32Array.from(t,o=>o/255));return this.words.text("sketch.costs",{reconstruction:e,kl:vi(this.cloud)})}drawCloud(t,e){let{cloud:o}=this;if(!o)return;let[i,n]=e.screen(o.zMean[0],o.zMean[1]);for(let r of Se){xt(t,e,_t(o,r));for(let[a,l]of[[5,e.paper],[2.5,it]])t.lineWidth=a,t.strokeStyle=l,t.stroke()}t.beginPath(),t.arc(i,n,4,0,2*Math.PI),t.fillStyle=e.ink,t.fill()}};function Fi(s){let{parentElement:t,setTriggerValue:e}=s;$e.has(t)||$e.set(t,new ys(t));let o=$e.get(t);return o.update(y(s.data),e),()=>{o.close(),$e.delete(t)}}var Di={html:Pi,css:[Q,Oi],component:Ti},Ui={html:Ii,css:[$i],component:Fi};var wa=112,ba=["label","hint","undo","clear"],xa="dual_clean",Wi=[];async function ji(s,t,e){let o=await U(t),n=rt(s,t,o,[0,1],"draw-"),r=s.content.classifiers.find(({name:l})=>l===xa),a=Object.fromEntries(ba.map(l=>[l,s.text(`own.${l}`)]));s.mount(Ui,e,{key:t.key,beta:t.beta,classifier:r?.key??null,pictures:Y,board:{side:wa,strokes:Wi,...a},plane:{...n,pictures:null,label:s.text("sketch.map_label",{count:o.count}),live:{...n.live,slice:!1},tools:{...n.tools,lasso:"",play:""}},...s.spoken(["sketch"])},(l,c)=>Wi=c.strokes),await Promise.all([gt(t),T(t)]),r&&await gt(r),await Z()}async function va(s){let t=s.content.models.filter(n=>n.variational&&n.dim===2),e=s.model(C("model",t.map(({name:n})=>n),"vae_functional")),o=n=>{P({model:n}),s.render()},i=m("div",{data:{part:"sketch"}});s.add(A(s.text("sketch.lead"),"lead"),m("div",{className:"row settings",data:{part:"settings"}},N("model",s.text("map.model"),t.map(n=>[n.name,s.title(n)]),e.name,o)),i),await ji(s,e,i)}var As={};$t(As,{show:()=>Sa});var ya=4,ka=253,qi=784,Gi=2,Bi=Math.sqrt(-2*Math.log(.05));function Hi(s,t){return t/s*2*qi/Gi}function Ie(s){return{k1:1,k2:s*Gi/(2*qi)}}function Ms(){return{group:null,name:"",line:Array.from({length:72},(t,e)=>[Bi*Math.cos(e*Math.PI/36),Bi*Math.sin(e*Math.PI/36)])}}async function Ce(s,{space:t,beta:e,label:o,ground:i,reach:n=ya}){let{sweep:r}=s.content,[a,l]=await Promise.all([Zt(),ot()]),c=s.model("any_beta"),h={value:e,low:r.low,high:r.high,stops:ka,label:s.text("live.beta"),picture:s.text("live.picture"),ticks:s.content.lesson.losses.map(d=>d.beta),maps:{key:`${c.key} all`,betas:r.betas,codes:a,unit:r.unit}};return{data:{view:{x:[-n,n],y:[-n,n]},axes:dt(s,c,[0,1]),label:o,space:t,pin:[0,0],outlines:[Ms()],live:{key:c.key,base:[0,0],axes:[0,1],slice:!1,ground:i,beta:h},tools:Pt(s,c,"map"),points:new Float32Array(2*r.count),marks:[],...jt(s,l.subarray(0,r.count))},count:r.count}}var ze="kl-live",Ss=[0,1],Ma=["play","pause","speed","scrub","beta","kl","reconstruction","active","record","recording","take","map","curve","unable"],Vi=["live","movie"];async function Sa(s){let t=C("part",Vi,"live"),{text:e}=s,o=Vi.map(i=>{let n=H(`part_${i}`,e(`kl.part_${i}`),()=>Es(s,{part:i}));return n.setAttribute("aria-pressed",String(i===t)),n});s.add(m("div",{className:"row tabs",data:{part:"parts"}},...o)),t==="movie"?await Aa(s):await Ea(s)}function Es(s,t){P(t),s.render()}function Ki(s){return Object.fromEntries(Ma.map(t=>[t,s.text(`kl_movie.${t}`)]))}async function Ea(s){let{text:t,content:e}=s,{sweep:o}=e,i=s.model("any_beta"),n=Math.min(o.high,Math.max(o.low,Hi($("k1",1,0),$("k2",.001,0)))),r=Object.entries(e.presets).map(([p,[g,x]])=>H(`preset_${p}`,t(`kl.preset_${p}`),()=>Es(s,{k1:g,k2:et(x)}),"small")),a=m("p",{className:"hint"});s.add(A(t("kl.lead_live")),m("div",{className:"row",data:{part:"presets"}},...r),a);let l=[m("div"),m("div"),m("div")],c=["kl.heading_drag","map.heading_grid","kl.heading_curve"],h=["map","grid","curve"];s.add(m("section",{className:"three"},...l.map((p,g)=>m("div",{data:{part:h[g]}},m("h3",{className:"section"},t(c[g])),p))));let u=p=>{let{k1:g,k2:x}=Ie(p),b={k1:s.words.plain(g),k2:s.words.plain(x),dim:2,beta:s.words.plain(p)};a.replaceChildren(...A(t("kl.formula",b)).childNodes)};u(n);let d=(await Ce(s,{space:ze,beta:n,label:t("live.label"),ground:!0})).data;s.mount(R,l[0],d,(p,g)=>{if(p!=="beta")return;let{k1:x,k2:b}=Ie(g);P({k1:x,k2:et(b)}),u(g)}),s.mount(R,l[1],{view:{x:[i.grid.x[0],i.grid.x[19]],y:[i.grid.y[0],i.grid.y[19]]},ticks:i.grid,axes:dt(s,i,Ss),label:t("map.grid_label",{size:i.grid.x.length}),space:ze,live:{key:i.key,base:[0,0],axes:Ss,slice:!1,ground:!0,solid:!0,beta:null,follow:ze},tools:Pt(s,i,"grid",[])}),s.mount(hi,l[2],{...o,beta:n,follow:ze,label:t("kl.curve"),labels:[t("kl.axis_kl"),t("kl.axis_reconstruction")],words:Ki(s)}),await T(i)}async function Aa(s){let{text:t,content:e}=s,{sweep:o}=e,i=m("div",{data:{part:"film"}});s.add(A(t("kl_movie.lead",{count:o.count})),i);let[n,r]=await Promise.all([Zt(),ot()]);s.mount(ci,i,{...o,codes:n,outlines:[Ms()],axes:dt(s,s.model("any_beta"),Ss),words:Ki(s),labels:[t("kl.axis_kl"),t("kl.axis_reconstruction")],...jt(s,r.subarray(0,o.count))},(a,l)=>Es(s,{part:null,k1:1,k2:et(Ie(l).k2)}))}var Ns={};$t(Ns,{show:()=>qa});var $s=72,Os=6,_a=7,Ne=784,Le=[0,1],Oa=6,Pa=4.5,_s=.13,Ta=10,$a=10;async function Is(s){let t=await Z();return s.map(e=>t.subarray(e*Ne,(e+1)*Ne))}function Ps(s,t,e,o,i=[],n=$s){let r=o.map(a=>s.text("lesson.picture",{what:t,digit:a}));return{title:t,size:n,pixels:I(e),labels:r,captions:i}}function Xi(s){let{autoencoder:t,vae:e}=s.content.lesson;return[["ae",s.model(t)],["vae",s.model(e)]]}function Cs(s,t){return m("div",{},m("h3",{},s),t)}async function Ia(s,t){let e=m("div");t.append(e);let{labels:o}=await s.chosenDigit(),i=await Is(Array.from({length:Os},(a,l)=>l)),n=Array.from(o.subarray(0,Os)),r=Object.entries(s.content.lesson.tasks).map(([a,[l,c]])=>{let h=i.map((u,d)=>{let p=Float32Array.from(u,g=>g/255);return Uint8ClampedArray.from(Me(p,l,c,_a,d),g=>255*g)});return Ps(s,s.text(`lesson_task.row_${a}`),h,n)});s.mount(At,e,{groups:[Ps(s,s.text("lesson_task.row_clean"),i,n),...r]})}async function Ca(s,t){let e=s.model(s.content.lesson.autoencoder),{index:o,digit:i}=await s.chosenDigit(),r=(await U(e)).code(o),a=[m("div"),m("div")];t.append(a[0],za(s,r),a[1]);let[l]=await Is([o]);await T(e);let c=f.decoders.get(e.key)?.decode(r)??new Uint8Array(Ne);[l,c].forEach((h,u)=>{let d=s.text(`lesson_coder.${u?"after":"before"}`);s.mount(At,a[u],{groups:[Ps(s,d,[h],[i],[],2*$s)]})})}function za(s,t){let e=Math.max(...t.map(Math.abs)),o=t.map((i,n)=>{let r=m("span",{className:"bar"});return r.style.width=`${50*Math.abs(i)/e}%`,r.style.marginLeft=`${i<0?50-50*Math.abs(i)/e:50}%`,m("li",{},m("span",{},`z${n+1}`),m("span",{className:"track"},r),m("span",{},s.words.number(i,".1f")))});return Cs(s.text("lesson_coder.code",{count:t.length}),m("ol",{className:"bars"},...o))}async function Na(s,t){let e=s.model(s.content.lesson.vae),o=await U(e),[i,n]=[m("div"),m("div")];t.append(i,n);let r=rt(s,e,o,Le,"lesson-",{label:s.text("lesson.map_label",{count:o.count})});s.mount(R,i,{...r,live:{...r.live,slice:!1}}),s.mount(pi,n,{space:r.space,key:e.key,pictures:Y,count:Os,title:s.text("lesson_clusters.nearest"),hint:s.text("lesson_clusters.click"),label:s.text("lesson.picture",{what:"{what}",digit:"{digit}"}),told:{view:"lesson"},place:null,groups:null}),T(e),await Z()}async function La(s,t){let e=m("div",{className:"two"});t.append(e);for(let[o,i]of Xi(s)){let n=m("div"),r=Cs(s.text(`lesson_holes.${o}`),n);r.append(A(s.text(`lesson_holes.${o}_caption`,{dim:i.dim}),"hint")),e.append(r);let a=await U(i),l=Oe(s,i,a,Le,"lesson-"),c={x:Ts(l.ticks.x),y:Ts(l.ticks.y)};s.mount(R,n,{...l,label:s.text(`lesson_holes.${o}_alt`),ticks:c,live:{...l.live,tiles:$a}}),T(i)}}function Ts(s){return s.filter((t,e)=>e%2===0)}async function Ra(s,t,e,o=[],i=1){let n=s.model(s.content.lesson.vae),r=await U(n),{mean:a,logVar:l}=await s.chosenDigit(),c=ht(a,l,[0,0]),h=[1,2].map(w=>({group:null,name:`${w}\u03C3`,line:_t(c,w)})),u=m("div",{className:"two"});t.append(u);let d=Pa*i*Math.max(...c.sigma),g={view:{x:[a[0]-d,a[0]+d],y:[a[1]-d,a[1]+d]},marks:[],label:s.text("lesson_cloud.near_label")},b=[["lesson_cloud.whole",{}],[`lesson_${e}.near`,g]].map(([w,v])=>{let B=m("div");u.append(m("div",{},B,A(s.text(w),"hint")));let at=rt(s,n,r,Le,"lesson-",{outlines:h,holes:o,...v});return{data:at,plane:s.mount(R,B,at)}});return{model:n,cloud:c,mounted:b}}async function Fa(s,t){let{model:e}=await Ra(s,t,"cloud"),{index:o,digit:i,mean:n}=await s.chosenDigit(),r=m("div");t.append(r);let[a]=await Is([o]);await T(e);let l=[s.text("lesson_cloud.digit"),s.text("lesson_cloud.rebuilt")],c=f.decoders.get(e.key)?.decode(Array.from(n))??new Uint8Array(Ne);s.mount(At,r,{groups:[{title:"",size:$s,pixels:I([a,c]),labels:l.map(h=>`${h}: ${i}`),captions:l}]})}async function Da(s,t){let e=s.model(s.content.lesson.vae),o=await U(e),{mean:i,logVar:n}=await s.chosenDigit(),r=m("div");t.append(r);let a={...rt(s,e,o,Le,"lesson-"),tools:{}};s.mount(Di,r,{key:e.key,mean:i,logVar:n,count:Oa,wider:1,draw:0,plane:a,...s.spoken(["lesson_draws","lesson_cloud"])}),await T(e)}async function Ua(s,t){let e=m("div",{className:"three"});t.append(e);for(let{name:o,side:i,k1:n,k2:r,beta:a,reconstruction:l,kl:c}of s.content.lesson.losses){let h=`${s.words.plain(n)} : ${s.words.plain(r)}`,u=await Ks(o),d={beta:s.words.plain(a),reconstruction:s.words.number(l,".1f"),kl:s.words.number(c,".2f")},p=Cs(`k1 : k2 = ${h}`,Js(u,i*28,s.text("lesson_losses.alt",{weights:h})));p.append(A(s.text("lesson_losses.caption",d),"hint")),e.append(p)}}async function Wa(s,t){let[e,o]=[m("div"),m("div")];t.append(e,o);let{sweep:i}=s.content,n=s.text("lesson_dial.label",{count:i.count,beta:s.words.plain(_s)}),{data:r}=await Ce(s,{space:"lesson-dial",beta:_s,label:n,ground:!1,reach:i.far});s.mount(R,e,r);let{betas:a,inside:l,reconstruction:c,kl:h}=i;s.mount(fi,o,{follow:r.space,beta:_s,betas:a,columns:{inside:l,reconstruction:c,kl:h},sentence:s.text("lesson_dial.caption"),language:s.words.language}),await T(s.model("any_beta"))}async function ja(s,t){let e=m("div");t.append(e);let o=Xi(s).reverse(),i=await Promise.all(o.map(([,a])=>U(a))),n=o.map(([a,l],c)=>({key:l.key,title:s.text(`lesson_walk.${a}`),dim:l.dim,points:Ba(l,i[c])})),[,r]=o[0];s.mount(gi,e,{rows:n,heights:r.grid.y.length,height:Ta,label:s.text("lesson_walk.height"),step:s.text("lesson_walk.step"),groups:null});for(let[,a]of o)await T(a)}function Ba(s,t){let e=s.grid.y.flatMap(o=>Ts(s.grid.x).flatMap(i=>{let n=t.centre();return[n[0],n[1]]=[i,o],n}));return new Float32Array(e)}var Ji={task:Ia,coder:Ca,clusters:Na,holes:La,cloud:Fa,draws:Da,losses:Ua,dial:Wa,walk:ja};async function qa(s){let{steps:t}=s.content.lesson,e=Math.round($("step",1,1,t.length)),o=t[e-1],i=await Ka(s),n=m("div",{className:"picture",data:{part:"picture"}});s.add(Ga(s,e),Ha(s,e),m("section",{className:"lesson"},Va(s,o,i),n)),s.content.lesson.choosing.includes(o.name)&&n.append(await Xa(s)),await Ji[o.name](s,n)}function zs(s,t){P(t),s.render()}function Ga(s,t){let{steps:e}=s.content.lesson,o=(n,r)=>{let a=H(n,s.text(`lesson.${n}`),()=>zs(s,{step:r}),n==="next"?"primary":"");return a.disabled=r<1||r>e.length,a},i=e.map(({name:n},r)=>[String(r+1),`${r+1}. ${s.text(`lesson_${n}.title`)}`]);return m("div",{className:"row",data:{part:"steps"}},o("back",t-1),N("step",s.text("lesson.step"),i,String(t),n=>zs(s,{step:n})),o("next",t+1))}function Ha(s,t){let{steps:e}=s.content.lesson,o=a=>a.reduce((l,c)=>l+c.minutes,0),i={number:t,count:e.length,minutes:e[t-1].minutes,done:o(e.slice(0,t-1)),total:o(e)},n=s.text("lesson.progress",i),r=m("progress",{max:i.total,value:i.done+i.minutes});return r.setAttribute("aria-label",n),m("div",{className:"progress",data:{part:"progress"}},r,m("p",{className:"hint"},n))}function Va(s,{name:t,view:e,values:o},i){let n=c=>s.text(`lesson_${t}.${c}`,i),r=[1,2].map(c=>m("details",{},m("summary",{},...Xe(n(`question_${c}`))),A(n(`answer_${c}`)))),a=Object.fromEntries(Object.entries(o).filter(([,c])=>typeof c!="boolean")),l=H("open",n("open"),()=>{let c=s.content.presets[o.preset];P({view:e,...a,preset:null,compare:a.compare||null,...c?{k1:c[0],k2:c[1]}:{}},{opened:!0,alone:!0}),s.render()});return m("div",{data:{part:"sentences"}},m("h2",{},n("title")),A(n("first")),A(n("second")),l,m("h3",{},s.text("lesson.questions")),...r)}async function Ka(s){let{facts:t}=s.content.lesson,{index:e,digit:o,mean:i,sigma:n}=await s.chosenDigit(),r=Object.fromEntries(["beta","equal_beta","collapse_beta"].map(a=>[a,s.words.plain(t[a])]));return{...t,...r,index:e,digit:o,mean:s.words.numbers(i,".2f"),sigma:s.words.numbers(n,".3f")}}async function Xa(s){let{labels:t,index:e}=await s.chosenDigit(),o=Array.from({length:s.content.lesson.digits},(i,n)=>[String(n),s.text("lesson.which",{index:n,digit:t[n]})]);return N("digit",s.text("lesson.digit"),o,String(e),i=>zs(s,{digit:i}))}var Ls={};$t(Ls,{show:()=>Qa});var Ja="vae_functional",Ya=["A","B"],Za=["map","gallery"];async function Qa(s){let t=s.content.models.map(r=>r.name),e=s.model(C("model",t,Ja)),o=G("compare")?s.content.models.find(({name:r})=>r===G("compare")&&r!==e.name):null,i=tl(e);s.add(A(s.text("map.lead",{count:1e4}),"lead"),el(s,e,o,i));let n=[{model:e,axes:i,slot:""},...o?[{model:o,axes:[0,Math.min(1,o.dim-1)],slot:"b_"}]:[]];for(let r of n)await sl(s,r,n);await T(e),await Ke(),ol(s,e),await Ke(),await Z()}function tl(s){let t=s.dim-1,e=s.dim>2?$("axis_x",0,0,t):0,o=s.dim>2?$("axis_y",e===0?1:0,0,t):Math.min(1,t);return o===e&&s.dim>1?[e,e===0?1:0]:[e,o]}function el(s,t,e,o){let i=s.content.models.map(l=>[l.name,s.title(l)]),n=l=>{P(l),s.render()},r={point:null,index:null,axis_x:null,axis_y:null},a=m("div",{className:"row settings",data:{part:"settings"}});if(a.append(N("model",s.text("map.model"),i,t.name,l=>n({model:l,...r})),N("compare",s.text("layers.compare"),[["",s.text("layers.nothing")],...i.filter(([l])=>l!==t.name)],e?.name??"",l=>n({compare:l||null}))),t.dim>2){let l=Array.from({length:t.dim},(c,h)=>[String(h),s.text("map.axis",{number:h+1})]);["axis_x","axis_y"].forEach((c,h)=>{let u=l.filter(([d])=>h===0||d!==String(o[0]));a.append(N(c,s.text(`map.${c}`),u,String(o[h]),d=>n({[c]:d})))})}return a}async function sl(s,{model:t,axes:e,slot:o},i){let n=await U(t),r=["map","grid","pick"].map(w=>{let v={host:m("div"),cell:m("div",{data:{part:w}})};return v.cell.append(m("h3",{className:"section"},s.text(`map.heading_${w}`)),v.host),v}),a=m("section",{className:"three"},...r.map(({cell:w})=>w)),l=m("div",{data:{part:"gallery"}});s.add(...i.length>1?[m("p",{className:"side"},s.title(t))]:[],a,l);let[c,h,u]=r.map(({host:w})=>w),d=o===""&&Ds("ground");await Lt();let p=rt(s,t,n,e,o);await Lt(),s.mount(R,c,{...p,live:{...p.live,ground:d}},(w,v)=>{w==="ground"&&!o&&P({ground:v?1:null})}),await Lt(),s.mount(R,h,Oe(s,t,n,e,o)),r[0].cell.append(A(s.text("map.hint_map"),"hint")),r[1].cell.append(A(s.text(t.dim>2?"map.hint_grid":"map.hint_grid_2d"),"hint"));let g={space:Ot(t,o),key:t.key,pictures:Y,axes:e,beta:t.beta,...s.spoken(Za)},x=i.filter(w=>w.slot!==o).map(w=>Ot(w.model,w.slot));await Lt(),s.mount(ui,l,{...g,group:null});let b=s.mount(di,u,{...g,follows:x,height:0,pick:il(t,n,o),groups:null},(w,v)=>{b.update({...g,follows:x,height:0,pick:v,groups:null}),o===""&&P({point:[t.sha256,...v.z.map(et)].join(","),index:v.index})});T(t)}function ol(s,t){let e=m("div",{data:{part:"strips"}});s.add(e);let o=Array.from({length:10},(a,l)=>String(l)),i={walk_from:C("walk_from",o,"0"),walk_to:C("walk_to",o,"6"),steps:Math.round($("steps",12,3,24)),samples:Math.round($("samples",12,4,36)),draw:0},n={space:Ot(t),key:t.key,dim:t.dim,beta:t.beta,values:i,kept:{},groups:null},r=s.text(`strips.samples_hint_${t.variational?"vae":"ae"}`);s.mount(mi,e,{...n,hint:r,...s.spoken(["strips"])},(a,{values:l})=>{let c=Object.entries(l).filter(([h,u])=>h!=="draw"&&!Ya.includes(u));P(Object.fromEntries(c))})}function il(s,t,e){let[o,...i]=e===""&&G("point")?.split(",")||[""],n=i.map(Number),r=o===s.sha256&&n.length===s.dim&&n.every(Number.isFinite),a=e===""?$("index",r?-1:0,0,t.count-1):0;return r&&(a<0||!nl(n,t.code(a)))?{z:n,index:null}:{z:t.code(Math.max(0,a)),index:Math.max(0,a)}}function nl(s,t){return s.every((e,o)=>Math.abs(e-t[o])<=1e-4+1e-4*Math.abs(t[o]))}var Re={lesson:Ns,map:Ls,denoise:bs,draw:ks,kl:As},Yi="map",Rs=class{constructor(t){this.content=t,this.main=document.getElementById("page"),this.view=m("div",{className:"view"}),this.ends=[],this.round=0,this.words=new S("en",{}),this.text=this.words.text}model(t){return this.content.models.find(e=>e.name===t)??this.content.models[0]}title({name:t,system:e,bundled:o,dim:i}){let n=this.text(`models.${e}`,{dim:i});return o?n:this.text("models.trained",{run:t,system:n})}spoken(t){let e=this.words.sentences;return{language:this.words.language,sentences:Object.fromEntries(t.map(o=>[o,e[o]]))}}add(...t){this.view.append(...t),this.hideParts()}mount(t,e,o,i){let n=ct(t,e,o,i);return this.ends.push(n.close),n}leave(t){this.ends.push(t)}async chosenDigit(){let{digits:t,digit:e,log_vars:o,vae:i}=this.content.lesson,n=Math.round($("digit",e,0,t-1)),[r,a]=await Promise.all([ot(),U(this.model(i))]),l=o[n],c=a.code(n);return{index:n,labels:r,digit:r[n],mean:c,logVar:l,sigma:l.map(h=>Math.exp(h/2))}}async render(){let t=++this.round,e=document.activeElement?.dataset.name;this.ends.splice(0).forEach(n=>n()),this.speak();let o=C("view",Object.keys(Re),Yi),i=G("embed")==="true";document.body.classList.toggle("embedded",i),this.view=m("div",{className:"view",data:{view:o}}),o!=="lesson"&&this.view.append(m("h2",{className:"unseen"},this.text(`views.${o}`))),this.main.replaceChildren(...i?[]:[this.header(o)],this.view),this.hideParts(),e&&this.main.querySelector(`[data-name="${e}"]`)?.focus();try{await Re[o].show(this)}catch(n){if(t!==this.round)return;console.error(n),this.add(m("p",{role:"alert"},this.text("site.failed",{why:String(n)})))}t===this.round&&(this.hideParts(),this.view.dataset.done="yes")}speak(){let{languages:t,sentences:e,language:o}=this.content,i=Object.keys(t),n=navigator.language.slice(0,2),r=o??(i.includes(n)?n:i[0]),a=C("lang",i,r);this.words=new S(a,e[a]),this.text=this.words.text,f.point=this.words.point,document.documentElement.lang=a,document.title=`${this.text("app.title")}: ${this.text(`views.${C("view",Object.keys(Re),Yi)}`)}`}header(t){let e=Object.keys(Re).map(n=>{let r=H(`view_${n}`,this.text(`views.${n}`),()=>{P({view:n},{opened:!0,alone:!0}),this.render()});return n===t&&r.setAttribute("aria-current","page"),r}),o=Object.entries(this.content.languages),i=n=>{P({lang:n}),this.render()};return m("header",{},m("h1",{},this.text("app.title")),m("nav",{ariaLabel:this.text("app.view")},...e),N("lang",this.text("app.language"),o,this.words.language,i))}hideParts(){for(let t of(G("hide")??"").split(","))/^\w+$/.test(t)&&(this.view.querySelectorAll(`[data-part="${t}"]`).forEach(e=>e.setAttribute("hidden","")),(t==="legend"||t==="tools")&&this.view.style.setProperty(`--latent-${t}`,"none"))}},rl=JSON.parse(document.getElementById("content").textContent??""),Zi=new Rs(rl);window.addEventListener("popstate",()=>Zi.render());Zi.render();export{Rs as App};
