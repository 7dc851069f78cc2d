// Made from explorer/web by esbuild; its sources are the modules there.
var Fn=Object.defineProperty;var Tt=(s,t)=>{for(var e in t)Fn(s,e,{get:t[e],enumerable:!0})};var Dn=Symbol.for("latent-space-explorer"),p=globalThis[Dn]??={point:".",painted:!1,crew:null,pins:{},pictures:new Map,decoders:new Map,encoders:new Map,spaces:new Map,codes:new Map,betas:new Map,pickers:new Map,galleries:new Map,events:new EventTarget};function y(s){p.events.dispatchEvent(new Event(s))}function P(s,t){return p.events.addEventListener(s,t),()=>p.events.removeEventListener(s,t)}function T(){requestAnimationFrame(()=>p.painted=!0)}var Re=new Map,Un=0;function $t({html:s,css:t,component:e},o,n,i=()=>{}){let r=o.shadowRoot??o.attachShadow({mode:"open"});r.adoptedStyleSheets=t.map(Bn),r.innerHTML=s;let a=null,l=c=>{let h=c.version??`v${++Un}`,u={point:p.point,...c,version:h};a=e({data:u,parentElement:r,setTriggerValue:i})};return l(n),{root:r,update:l,close:()=>typeof a=="function"&&a()}}function Bn(s){if(!Re.has(s)){let t=new CSSStyleSheet;t.replaceSync(s),Re.set(s,t)}return Re.get(s)}var ut={en:[".",",",""],fr:[",","\u202F","\xA0"]};function qt(s,t,e){let[o,n,i]=ut[e]??ut.en,r=/\.(\d+)([f%])/.exec(t),a=r?.[2]==="%"?100*s:s,l=r?a.toFixed(Number(r[1])):String(t==="g"?Number(a.toPrecision(6)):a);t.startsWith(",")&&(l=l.replace(/\B(?=(\d{3})+(?!\d))/g,","));let c={".":o,",":n};return l=l.replace(/[.,]/g,h=>c[h]),r?.[2]==="%"?`${l}${i}%`:l}function jn(s,t){if(!Number.isFinite(s))return s>0?"\u221E":"\u2013";if(s>=1e3)return qt(s,",.0f",t);let e=Math.max(0,3-Math.floor(Math.log10(Math.abs(s)||1))),o=s.toFixed(Math.min(20,e));return(o.includes(".")?o.replace(/0+$/,"").replace(/\.$/,""):o).replace(".",(ut[t]??ut.en)[0])}function Cs(s){return s.split("**").map((t,e)=>{if(e%2===0)return t;let o=document.createElement("strong");return o.textContent=t,o})}var $=class{constructor(t,e){this.language=t,this.sentences=e,this.point=(ut[t]??ut.en)[0],this.text=this.text.bind(this)}text(t,e){let[o,n]=t.split("."),i=this.sentences[o]?.[n]??t;return e?i.replace(/\{(\w+)(?::([^}]*))?\}/g,(r,a,l="")=>this.filled(e[a],l)):i}filled(t,e){if(typeof t!="number")return String(t);if(!e.startsWith("#"))return qt(t,e,this.language);let[o,n]=e.slice(1).split("|"),i=this.language==="fr"?Math.abs(t)<2:t===1;return qt(t,",",this.language)+(i?o:` ${n}`)}number(t,e=""){return qt(t,e,this.language)}plain(t){return jn(t,this.language)}numbers(t,e){let o=this.point===","?" ; ":", ";return Array.from(t,n=>this.number(n,e)).join(o)}};function q(s){return new URLSearchParams(window.location.search).get(s)}function zs(s){return q(s)==="1"}function C(s,t,e=-1/0,o=1/0){let n=q(s),i=n?Number(n.replace(",",".")):NaN;return Number.isFinite(i)&&i>=e&&i<=o?i:t}function z(s,t,e){let o=q(s)??e;return t.includes(o)?o:e}function _(s,{opened:t=!1,alone:e=!1}={}){let o=new URLSearchParams(window.location.search),n=e?new URLSearchParams:o;for(let r of["embed","hide","lang"]){let a=o.get(r);e&&a!==null&&n.set(r,a)}for(let[r,a]of Object.entries(s))a===null?n.delete(r):n.set(r,String(a));let i=`?${n}`;if(i!==window.location.search)try{t?history.pushState(null,"",i):history.replaceState(null,"",i)}catch{}}function st(s){return String(Number(s.toPrecision(6)))}async function Fe(s){if(!(s[0]===31&&s[1]===139&&s[2]===8))return s;let e=new Blob([s]).stream().pipeThrough(new DecompressionStream("gzip"));return new Uint8Array(await new Response(e).arrayBuffer())}function D(s){return typeof s=="string"?Uint8Array.from(atob(s),t=>t.charCodeAt(0)):new Uint8Array(s.buffer,s.byteOffset,s.byteLength).slice()}var De=".";function O(s){let t=ArrayBuffer.isView(s)?JSON.parse(new TextDecoder().decode(s)):s;return De=t.point??".",t}function It(s){return String(s).replace(".",De)}function U(s,t){return It(s.toFixed(t))}function Ct(s,t){return`${U(s,2)}${De===","?" ; ":", "}${U(t,2)}`}var zt=class{constructor(t,e,o){this.codes=t,this.dim=e,this.labels=o,this.count=Math.min(o.length,t.length/e)}code(t){return Array.from(this.codes.subarray(t*this.dim,(t+1)*this.dim))}distances(t){let{codes:e,dim:o}=this;return Float64Array.from({length:this.count},(n,i)=>{let r=0;for(let a=0;a<o;a++)r+=(e[i*o+a]-t[a])**2;return Math.sqrt(r)})}neighbours(t,e){let o=[],n=this.distances(t);for(let i=0;i<this.count;i++){let r=n[i];if(o.length===e&&r>=o[e-1].distance)continue;let a=o.length;for(;a>0&&o[a-1].distance>r;)a--;o.splice(a,0,{index:i,distance:r}),o.length=Math.min(o.length,e)}return o}within(t,e){let o=this.distances(t);return Array.from(o.keys()).filter(i=>o[i]<=e).sort((i,r)=>o[i]-o[r]||i-r)}inside(t,[e,o]){let{codes:n,dim:i}=this;return Array.from({length:this.count},(a,l)=>l).filter(a=>Wn(t,n[a*i+e],n[a*i+o]))}centre(t=null){let e=new Array(this.dim).fill(0),o=0;for(let n=0;n<this.count;n++)if(!(t!==null&&this.labels[n]!==t)){o++;for(let i=0;i<this.dim;i++)e[i]+=this.codes[n*this.dim+i]}return e.map(n=>n/(o||1))}sorted(t){return Float32Array.from({length:this.count},(e,o)=>this.codes[o*this.dim+t]).sort()}flat([t,e]){let o=new Float32Array(2*this.count);for(let n=0;n<this.count;n++)o[2*n]=this.codes[n*this.dim+t],o[2*n+1]=this.codes[n*this.dim+e];return o}};function Wn(s,t,e){let o=!1;for(let n=0,i=s.length-1;n<s.length;i=n++){let[[r,a],[l,c]]=[s[n],s[i]];a>e!=c>e&&t<(l-r)*(e-a)/(c-a)+r&&(o=!o)}return o}function Gt(s,t){let e=t*(s.length-1),o=Math.floor(e),n=Math.min(o+1,s.length-1);return s[o]+(e-o)*(s[n]-s[o])}function Ls(s,t,e){return Array.from({length:e},(o,n)=>{let i=n/(e-1);return s.map((r,a)=>(1-i)*r+i*t[a])})}var Ns='"use strict";(()=>{function S(h,e,s){let t=[h[0],h[h.length-1]],r=Math.min(t[1],Math.max(t[0],Math.log(s))),n=h.map(o=>Math.exp(-.5*((r-o)/e)**2)),a=n.reduce((o,i)=>o+i);return n.map(o=>o/a)}function P(h,e,s,t){let r=new Float32Array(t);return h.forEach((n,a)=>{let o=e.subarray(s+a*t,s+(a+1)*t);for(let i=0;i<t;i++)r[i]+=n*o[i]}),r}function T({scale:h,shift:e,outs:s},t,r,n,a){if(t.length===0||h===void 0||e===void 0)return;let o=P(t,r,h,s).map(l=>1+l),i=P(t,r,e,s);for(let l=0;l<n.length;l+=s)for(let f=0;f<s;f++)n[l+f]*=o[f];for(let l=0;l<s;l++)a[l]=a[l]*o[l]+i[l]}function k(){let h=new ArrayBuffer(65536),e=new Float32Array(h),s={get buffer(){return h},grow(a){let o=new Float32Array((h.byteLength+a*65536)/4);o.set(e),[h,e]=[o.buffer,o]}};function t(a,o,i,l,f,c,u,d,p,I,G){let[O,K,U,L]=[a,o,i,l].map(m=>m/4),x=I*c;for(let m=0;m<x*x*p;m++)e[L+m]=e[U+m%p];for(let m=0;m<c*c;m++){let[W,B]=[Math.floor(m/c),m%c].map(w=>w*I-G);for(let w=0;w<u*u;w++){let[v,E]=[W+Math.floor(w/u),B+w%u];v<0||v>=x||E<0||E>=x||r(O+m*d,K+w*d*p,L+(v*x+E)*p,d,p)}}}function r(a,o,i,l,f){for(let c=0;c<l;c++){let u=e[a+c];if(u===0)continue;let d=o+c*f;for(let p=0;p<f;p++)e[i+p]+=u*e[d+p]}}function n(a,o){for(let i=a/4;i<a/4+o;i++)e[i]<0&&(e[i]=0)}return{memory:s,scatter:t,relu:n}}var b=null;function D(h){try{return(!b||b.bytes!==h)&&(b={bytes:h,module:new WebAssembly.Module(h)}),new WebAssembly.Instance(b.module,{}).exports}catch{return k()}}var y=class{constructor(e){this.exports=e?D(e):k(),this.at=this.exports.memory.buffer.byteLength}take(e){let{memory:s}=this.exports,t=this.at;this.at+=16*Math.ceil(e/4);let r=this.at-s.buffer.byteLength;return r>0&&s.grow(Math.ceil(r/65536)),t}view(e,s){return new Float32Array(this.exports.memory.buffer,e,s)}};var $=28,g=$*$,R=7,M=class extends y{constructor({kernel:e,floats:s,steps:t,dim:r,centres:n,spread:a}){super(e),this.side=0,this.floats=s,this.dim=r,this.centres=n,this.spread=a,this.steps=t.map(i=>({...i,...this.room(i)}));let o=Math.max(...this.steps.map(({values:i})=>i),g);this.pictures=[this.take(o),this.take(o)],this.used=this.take(Math.max(r,...t.map(({ins:i})=>i))),this.follow(null)}room({size:e,ins:s,outs:t,stride:r}){if(!(t===1?s%4===0:t%32===0))throw new Error(`the kernel does not take ${s} to ${t} channels`);this.side=e===1&&!this.side?1:this.side*r;let[n,a]=[this.side/r,this.side*this.side*t];this.side===1&&(this.side=R);let o=e*e*s*t;return{side:n,values:a,length:o,weights:this.take(o),biases:this.take(t)}}follow(e){if(this.beta===e)return;this.beta=e;let s=this.centres.length?S(this.centres,this.spread,e??1):[];for(let t of this.steps){let r=this.view(t.weights,t.length),n=this.view(t.biases,t.outs);r.set(this.floats.subarray(t.kernel,t.kernel+t.length)),n.set(this.floats.subarray(t.bias,t.bias+t.outs)),T(t,s,this.floats,r,n)}}floatsOf(e){let[s,t]=this.pictures;this.view(s,this.dim).set(e);for(let{side:r,size:n,ins:a,outs:o,stride:i,before:l,weights:f,biases:c,values:u,activation:d}of this.steps)this.exports.scatter(s,f,c,t,this.used,r,n,a,o,i,l),d==="relu"&&this.exports.relu(t,u),[s,t]=[t,s];return this.view(s,g).map(r=>1/(1+Math.exp(-r)))}decode(e,s=new Uint8ClampedArray(g)){let t=this.floatsOf(e);for(let r=0;r<g;r++)s[r]=255*t[r];return s}},A=class{constructor(e,s){this.decoder=e,this.milliseconds=s}start({points:e,beta:s},t){clearTimeout(this.timer);let{dim:r}=this.decoder,n=0,a=()=>{let[o,i]=[n,performance.now()+this.milliseconds],l=[];for(this.decoder.follow(s);n*r<e.length&&performance.now()<i;)l.push(this.decoder.decode(e.subarray(n*r,++n*r)));let f=new Uint8ClampedArray(l.length*g);l.forEach((c,u)=>f.set(c,u*g)),t(o,l.length,f),n*r<e.length&&(this.timer=setTimeout(a,0))};this.timer=setTimeout(a,0)}};var X=12,[C,F]=[new Map,new Map];self.onmessage=({data:{key:h,model:e,client:s,job:t,ticket:r}})=>{if(e)return C.set(h,new M(e));let n=`${h} ${s}`;F.has(n)||F.set(n,new A(C.get(h),X)),F.get(n).start(t,(a,o,i)=>{self.postMessage({client:s,ticket:r,from:a,count:o,grey:i},{transfer:[i.buffer]})})};})();\n';var Ue=class{constructor(){this.told=new Map,this.known=new Set;let t=URL.createObjectURL(new Blob([Ns],{type:"text/javascript"}));this.worker=new Worker(t),this.worker.onmessage=({data:e})=>{let o=this.told.get(e.client);o?.ticket===e.ticket&&o.tell(e.from,e.count,e.grey)},this.worker.onerror=()=>{this.broken=!0,this.told.forEach(({again:e})=>e()),this.told.clear()}}start(t,e,o,n,i,r){this.known.has(t)||this.worker.postMessage({key:t,model:e}),this.known.add(t);let a=(this.told.get(o)?.ticket??0)+1;this.told.set(o,{ticket:a,tell:i,again:r}),this.worker.postMessage({key:t,client:o,job:n,ticket:a})}};function Be(){try{p.crew??=new Ue}catch{p.crew={broken:!0}}return p.crew}function Ht(s,t,e){let o=[s[0],s[s.length-1]],n=Math.min(o[1],Math.max(o[0],Math.log(e))),i=s.map(a=>Math.exp(-.5*((n-a)/t)**2)),r=i.reduce((a,l)=>a+l);return i.map(a=>a/r)}function Rs(s,t,e,o){let n=new Float32Array(o);return s.forEach((i,r)=>{let a=t.subarray(e+r*o,e+(r+1)*o);for(let l=0;l<o;l++)n[l]+=i*a[l]}),n}function Vt({scale:s,shift:t,outs:e},o,n,i,r){if(o.length===0||s===void 0||t===void 0)return;let a=Rs(o,n,s,e).map(c=>1+c),l=Rs(o,n,t,e);for(let c=0;c<i.length;c+=e)for(let h=0;h<e;h++)i[c+h]*=a[h];for(let c=0;c<e;c++)r[c]=r[c]*a[c]+l[c]}function je(){let s=new ArrayBuffer(65536),t=new Float32Array(s),e={get buffer(){return s},grow(r){let a=new Float32Array((s.byteLength+r*65536)/4);a.set(t),[s,t]=[a.buffer,a]}};function o(r,a,l,c,h,u,d,m,g,w,b){let[x,v,S,E]=[r,a,l,c].map(R=>R/4),Y=w*u;for(let R=0;R<Y*Y*g;R++)t[E+R]=t[S+R%g];for(let R=0;R<u*u;R++){let[Nn,Rn]=[Math.floor(R/u),R%u].map(lt=>lt*w-b);for(let lt=0;lt<d*d;lt++){let[Le,Ne]=[Nn+Math.floor(lt/d),Rn+lt%d];Le<0||Le>=Y||Ne<0||Ne>=Y||n(x+R*m,v+lt*m*g,E+(Le*Y+Ne)*g,m,g)}}}function n(r,a,l,c,h){for(let u=0;u<c;u++){let d=t[r+u];if(d===0)continue;let m=a+u*h;for(let g=0;g<h;g++)t[l+g]+=d*t[m+g]}}function i(r,a){for(let l=r/4;l<r/4+a;l++)t[l]<0&&(t[l]=0)}return{memory:e,scatter:o,relu:i}}var Kt=null;function Gn(s){try{return(!Kt||Kt.bytes!==s)&&(Kt={bytes:s,module:new WebAssembly.Module(s)}),new WebAssembly.Instance(Kt.module,{}).exports}catch{return je()}}var mt=class{constructor(t){this.exports=t?Gn(t):je(),this.at=this.exports.memory.buffer.byteLength}take(t){let{memory:e}=this.exports,o=this.at;this.at+=16*Math.ceil(t/4);let n=this.at-e.buffer.byteLength;return n>0&&e.grow(Math.ceil(n/65536)),o}view(t,e){return new Float32Array(this.exports.memory.buffer,t,e)}};var Hn=28,Vn=32,Lt=class extends mt{constructor({kernel:t,floats:e,layers:o,outputs:n,centres:i,spread:r}){super(t),this.floats=e,this.centres=i,this.spread=r,this.outputs=n,this.layers=Kn(o);for(let a of this.layers)a.wide&&this.makeRoom(a);this.beta=void 0,this.follow(null)}makeRoom(t){let{side:e,size:o,ins:n,outs:i}=t,r=[e*e*n,o*o*n*i,i,e*e*i,n];t.places=r.map(a=>this.take(a))}follow(t){if(this.beta===t)return;this.beta=t;let e=this.centres.length?Ht(this.centres,this.spread,t??1):[];for(let o of this.layers){if(o.kind==="pool")continue;let{outs:n,length:i}=o;o.weights=this.floats.slice(o.kernel,o.kernel+i),o.biases=this.floats.slice(o.bias,o.bias+n),Vt(o,e,this.floats,o.weights,o.biases),o.wide&&this.place(o)}}place({size:t,ins:e,outs:o,length:n,weights:i,biases:r,places:a}){let l=this.view(a[1],n),c=e*o;for(let h=0;h<t*t;h++)l.set(i.subarray(h*c,(h+1)*c),(t*t-1-h)*c);this.view(a[2],o).set(r)}run(t){let e=[];for(let n of this.layers){let i=n.sources.map(r=>r<0?t:e[r]);e.push(Zn(this.compute(n,i),n.activation))}let o=Object.entries(this.outputs).map(([n,i])=>[n,e[i]]);return Object.fromEntries(o)}compute(t,e){return t.kind==="pool"?Yn(t,e[0]):t.kind==="dense"?Jn(t,e):t.wide?this.scattered(t,e[0]):Xn(t,e[0])}scattered({side:t,size:e,ins:o,outs:n,stride:i,end:r,before:a,places:l},c){let[h,u,d,m,g]=l;this.view(h,c.length).set(c),this.exports.scatter(h,u,d,m,g,t,e,o,n,1,e-1-a);let w=this.view(m,t*t*n);if(i===1)return w.slice();let b=new Float32Array(r*r*n);for(let x=0;x<r;x++)for(let v=0;v<r;v++){let S=i*(x*t+v)*n;b.set(w.subarray(S,S+n),(x*r+v)*n)}return b}};function Kn(s){let t=[];for(let e of s){let o=e.sources[0]<0?{end:Hn,channels:1}:t[e.sources[0]],{kind:n,size:i,ins:r,outs:a,stride:l,same:c}=e,h=o.end;if(n==="dense")t.push({...e,side:h,end:1,channels:a,length:r*a});else if(n==="pool")t.push({...e,side:h,end:Math.floor(h/l),channels:o.channels});else{let u=c?Math.ceil(h/l):Math.floor((h-i)/l)+1,d=c?Math.max(0,(u-1)*l+i-h):0,m=c&&a%Vn===0,g=i*i*r*a;t.push({...e,side:h,end:u,channels:a,before:d>>1,wide:m,length:g})}}return t}function Xn({side:s,size:t,ins:e,outs:o,stride:n,end:i,before:r,weights:a,biases:l},c){let h=new Float32Array(i*i*o);for(let u=0;u<i;u++)for(let d=0;d<i;d++){let m=h.subarray((u*i+d)*o,(u*i+d+1)*o);m.set(l);for(let g=0;g<t*t;g++){let w=u*n-r+Math.floor(g/t),b=d*n-r+g%t;w<0||w>=s||b<0||b>=s||Fs(m,c,(w*s+b)*e,e,a,g*e*o)}}return h}function Jn({outs:s,weights:t,biases:e},o){let n=e.slice(),i=0;for(let r of o)Fs(n,r,0,r.length,t,i*s),i+=r.length;return n}function Fs(s,t,e,o,n,i){let r=s.length;for(let a=0;a<o;a++){let l=t[e+a];if(l===0)continue;let c=i+a*r;for(let h=0;h<r;h++)s[h]+=l*n[c+h]}}function Yn({side:s,end:t,stride:e,channels:o},n){let i=new Float32Array(t*t*o).fill(-1/0);for(let r=0;r<t*e;r++)for(let a=0;a<t*e;a++){let l=(Math.floor(r/e)*t+Math.floor(a/e))*o,c=(r*s+a)*o;for(let h=0;h<o;h++)i[l+h]=Math.max(i[l+h],n[c+h])}return i}function Zn(s,t){if(t==="relu")for(let e=0;e<s.length;e++)s[e]<0&&(s[e]=0);else if(t==="softmax"){let e=Math.max(...s),o=s.map(i=>Math.exp(i-e)),n=o.reduce((i,r)=>i+r);return o.map(i=>i/n)}return s}var Ds=28,ft=Ds*Ds,Qn=7,Xt=class extends mt{constructor({kernel:t,floats:e,steps:o,dim:n,centres:i,spread:r}){super(t),this.side=0,this.floats=e,this.dim=n,this.centres=i,this.spread=r,this.steps=o.map(l=>({...l,...this.room(l)}));let a=Math.max(...this.steps.map(({values:l})=>l),ft);this.pictures=[this.take(a),this.take(a)],this.used=this.take(Math.max(n,...o.map(({ins:l})=>l))),this.follow(null)}room({size:t,ins:e,outs:o,stride:n}){if(!(o===1?e%4===0:o%32===0))throw new Error(`the kernel does not take ${e} to ${o} channels`);this.side=t===1&&!this.side?1:this.side*n;let[i,r]=[this.side/n,this.side*this.side*o];this.side===1&&(this.side=Qn);let a=t*t*e*o;return{side:i,values:r,length:a,weights:this.take(a),biases:this.take(o)}}follow(t){if(this.beta===t)return;this.beta=t;let e=this.centres.length?Ht(this.centres,this.spread,t??1):[];for(let o of this.steps){let n=this.view(o.weights,o.length),i=this.view(o.biases,o.outs);n.set(this.floats.subarray(o.kernel,o.kernel+o.length)),i.set(this.floats.subarray(o.bias,o.bias+o.outs)),Vt(o,e,this.floats,n,i)}}floatsOf(t){let[e,o]=this.pictures;this.view(e,this.dim).set(t);for(let{side:n,size:i,ins:r,outs:a,stride:l,before:c,weights:h,biases:u,values:d,activation:m}of this.steps)this.exports.scatter(e,h,u,o,this.used,n,i,r,a,l,c),m==="relu"&&this.exports.relu(o,d),[e,o]=[o,e];return this.view(e,ft).map(n=>1/(1+Math.exp(-n)))}decode(t,e=new Uint8ClampedArray(ft)){let o=this.floatsOf(t);for(let n=0;n<ft;n++)e[n]=255*o[n];return e}},Jt=class{constructor(t,e){this.decoder=t,this.milliseconds=e}start({points:t,beta:e},o){clearTimeout(this.timer);let{dim:n}=this.decoder,i=0,r=()=>{let[a,l]=[i,performance.now()+this.milliseconds],c=[];for(this.decoder.follow(e);i*n<t.length&&performance.now()<l;)c.push(this.decoder.decode(t.subarray(i*n,++i*n)));let h=new Uint8ClampedArray(c.length*ft);c.forEach((u,d)=>h.set(u,d*ft)),o(a,c.length,h),i*n<t.length&&(this.timer=setTimeout(r,0))};this.timer=setTimeout(r,0)}};var ti=1,ei=5,Yt=class{constructor(t,e){this.key=t,this.model=e,this.dim=e.dim,this.decoder=new Xt(e),this.tilers=new Map}decode(t,e=null){return this.decoder.follow(e),this.decoder.decode(t)}tiles(t,e,o){let n=()=>{this.tilers.has(t)||this.tilers.set(t,new Jt(this.decoder,ei)),this.tilers.get(t).start(e,o)};Be().broken?n():Be().start(this.key,this.model,t,e,o,n)}};function Us(s,{point:t,beta:e,grey:o}){if(s.decode(t,e).some((i,r)=>Math.abs(i-o[r])>ti))throw new Error("this browser decodes to another picture than the server");return s}var si="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%:()*+-;,=.?@^_`{|}~",Bs=new Uint8Array(128);Array.from(si).forEach((s,t)=>Bs[s.charCodeAt(0)]=t);var oi=60,Z="mnist";function ni(s){let t=(5-s.length%5)%5,e=s+"~".repeat(t),o=new Uint8Array(e.length/5*4),n=new DataView(o.buffer);for(let i=0;i<e.length;i+=5){let r=0;for(let a=0;a<5;a++)r=r*85+Bs[e.charCodeAt(i+a)];n.setUint32(i/5*4,r)}return o.slice(0,o.length-t)}var Zt=new Map;function pt(s,t){if(!Zt.has(s)){let e=t();Zt.set(s,e),e.catch(()=>Zt.delete(s))}return Zt.get(s)}function ot(s){return pt(s,async()=>{let t=document.getElementById(`part-${s}`);if(t)return Fe(ni(t.textContent??""));let e=await fetch(`data/${encodeURIComponent(s)}.bin`);if(!e.ok)throw new Error(`data/${s}.bin: ${e.status}`);return Fe(new Uint8Array(await e.arrayBuffer()))})}async function We(s){return new Float32Array((await ot(s)).buffer)}function I(s){return pt(`decoder ${s.key}`,async()=>{let[t,e]=await Promise.all([ot("kernel"),We(`${s.name}.decoder`)]);try{p.decoders.set(s.key,Us(new Yt(s.key,{...s.decoder,kernel:t,floats:e}),s.decoder.probe))}catch(o){p.decoders.set(s.key,null),console.warn(o)}y("decoder")})}function gt(s){return pt(`encoder ${s.key}`,async()=>{let[t,e]=await Promise.all([ot("kernel"),We(`${s.name}.encoder`)]);try{p.encoders.set(s.key,new Lt({...s.encoder,kernel:t,floats:e}))}catch(o){p.encoders.set(s.key,null),console.warn(o)}y("decoder")})}function G(s){return pt(`space ${s.key}`,async()=>{let[t,e]=await Promise.all([We(`${s.name}.codes`),ot("labels")]),o=new zt(t,s.dim,e);return p.spaces.set(s.key,o),y("decoder"),o})}function nt(){return ot("labels")}function Q(){return pt("pictures",async()=>{let s=await ot("digits");return p.pictures.set(Z,s),y("pictures"),s})}function qe(){return new Promise(s=>requestAnimationFrame(()=>setTimeout(s,oi)))}function Nt(){return new Promise(s=>setTimeout(s))}function Qt(){return pt("maps",async()=>new Int16Array((await ot("sweep.maps")).buffer))}function js(s){return ot(`${s}.grid`)}function f(s,{data:t={},...e}={},...o){let n=document.createElement(s);return Object.assign(n,e),Object.assign(n.dataset,t),n.append(...o),n}function Ge(s){return s.split(/(\*\*.+?\*\*|\*[^*]+?\*|`.+?`)/).filter(Boolean).map(e=>e.startsWith("**")?f("strong",{},e.slice(2,-2)):e.startsWith("*")&&e.length>2?f("em",{},e.slice(1,-1)):e.startsWith("`")?f("code",{},e.slice(1,-1)):e)}function k(s,t=""){return f("p",{className:t},...Ge(s))}function L(s,t,e,o,n){let i=f("select",{data:{name:s}},...e.map(([r,a])=>f("option",{value:r},a)));return i.value=o,i.onchange=()=>n(i.value),f("label",{className:"field",data:{part:s}},f("span",{},t),i)}function Rt(s,t,{low:e,high:o,step:n,value:i,written:r=String},a){let l=f("output",{},r(i)),c=f("input",{type:"range",min:String(e),max:String(o),step:String(n),data:{name:s}});return c.value=String(i),c.setAttribute("aria-label",t),c.setAttribute("aria-valuetext",r(i)),c.oninput=()=>{let h=r(Number(c.value));l.textContent=h,c.setAttribute("aria-valuetext",h),a(Number(c.value))},f("label",{className:"field slider",data:{part:s}},f("span",{},`${t} `,l),c)}function B(s,t,e,o=""){let n=f("button",{type:"button",className:o,data:{name:s,part:s}},t);return n.onclick=e,n}function Ws(s,t,e){let o=s.length/t,n=f("canvas",{width:t,height:o,className:"sheet"});n.setAttribute("role","img"),n.setAttribute("aria-label",e);let i=n.getContext("2d"),r=i.createImageData(t,o),a=new Uint32Array(r.data.buffer);for(let l=0;l<s.length;l++)a[l]=4278190080|s[l]*65793;return i.putImageData(r,0,0),n}var ms={};Tt(ms,{numbersOf:()=>us,psnr:()=>hn,show:()=>kr});var He=`.legend {
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
`;var qs=`.curve {
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
`;var Gs=`<figure class="curve">
  <canvas role="img"></canvas>
  <figcaption></figcaption>
</figure>
`;var A=34,H=22,li=60,ci=.5,Ve=[34,28];function hi(s,t){let e=0;for(;e<t.length-2&&s>t[e+1];)e++;return e+(s-t[e])/(t[e+1]-t[e])}function di(s,t){let e=Math.max(0,Math.min(t.length-2,Math.floor(s)));return t[e]+(s-e)*(t[e+1]-t[e])}var N=class{constructor(t,e,o){this.ticks=o,this.home=o?[-.5,o.length-.5]:[t,e],this.low=this.home[0],this.high=this.home[1]}whole(){[this.low,this.high]=this.home}alike({home:t,ticks:e}){return JSON.stringify([t,e])===JSON.stringify([this.home,this.ticks])}zoom(t,e){let o=this.high-this.low,n=this.home[1]-this.home[0],i=Math.min(n/ci,Math.max(n/li,o/t));this.low+=e*(o-i),this.high=this.low+i,this.shift(0)}shift(t){let e=this.high-this.low,o=(this.low+this.high)/2+t*e,n=Math.min(this.home[1],Math.max(this.home[0],o));[this.low,this.high]=[n-e/2,n+e/2]}share(t){return((this.ticks?hi(t,this.ticks):t)-this.low)/(this.high-this.low)}value(t){let e=this.low+t*(this.high-this.low);return this.ticks?di(e,this.ticks):e}numbers(t){let e=Math.abs(this.value(1)-this.value(0)),o=Math.floor(Math.log10(e))-2;for(;;o++)for(let n of[1,2,5]){let i=this.multiples(n,o),r=i.slice(1).map(({share:a},l)=>a-i[l].share);if(r.sort((a,l)=>a-l),r.length<2||r[r.length>>1]>=t)return ui(i,t)}}multiples(t,e){let o=t*10**e,n=[],[i,r]=[Math.ceil(this.value(.02)/o),Math.floor(this.value(.94)/o)];for(let a=i;a<=r;a++){let l=U(a*o,Math.max(0,-e));n.push({share:this.share(a*o),text:l,rank:Math.abs(a)})}return n}};function ui(s,t){let e=[];for(let o of[...s].sort((n,i)=>n.rank-i.rank))e.every(({share:n})=>Math.abs(n-o.share)>=t)&&e.push(o);return e}function Hs(s,t,e){let o=s.map(i=>[...i]),n=i=>Math.min(e-t/2,Math.max(t/2,i));for(let i=0;i<60;i++){let r=!0;for(let a=0;a<o.length;a++)for(let l=a+1;l<o.length;l++){let[c,h]=[o[l][0]-o[a][0],o[l][1]-o[a][1]],u=Math.hypot(c,h);if(u>=t)continue;r=!1;let d=u>.01?Math.atan2(h,c):a+l,m=(t-u)/2+.2;o[a]=[n(o[a][0]-m*Math.cos(d)),n(o[a][1]-m*Math.sin(d))],o[l]=[n(o[l][0]+m*Math.cos(d)),n(o[l][1]+m*Math.sin(d))]}if(r)break}return o}var it="#d6006c";function wt(s,t){let[e,o]=t.axes,{size:n}=t;s.fillStyle=t.ink,s.font="12px sans-serif",s.textAlign="center",s.textBaseline="alphabetic";for(let{share:i,text:r}of e.numbers(Ve[0]/n))s.fillText(r,i*n,n+16);s.textAlign="right",s.textBaseline="middle";for(let{share:i,text:r}of o.numbers(Ve[1]/n))s.fillText(r,-5,(1-i)*n);s.font="italic 600 13px sans-serif",s.textBaseline="alphabetic",s.fillText(t.data.axes[0],n,n+16),s.textBaseline="top",s.fillText(t.data.axes[1],-5,3)}function bt(s,t){s.strokeStyle=t.ink,s.globalAlpha=.25,s.strokeRect(.5,.5,t.size-1,t.size-1),s.globalAlpha=1}function Vs(s,{picture:t,axes:[e,o],size:n}){let i=(h,u)=>(u-h.low)/(h.high-h.low)*n,[r,a]=e.home.map(h=>i(e,h)),[l,c]=o.home.map(h=>n-i(o,h));s.drawImage(t,r,c,a-r,l-c)}function Ks(s,t){let[e,o]=t.axes[0].home,n=(o-e)/(t.axes[0].high-t.axes[0].low),i=Math.max(2.2,t.size/190)*Math.min(3,Math.max(1,Math.sqrt(n)));s.globalAlpha=t.live.ground.on?.8:1;for(let r=0;r<t.groups.length;r++){if(!t.shown(r))continue;let[a,l]=t.screen(t.points[2*r],t.points[2*r+1]);s.fillStyle=t.colour(r),s.fillRect(a-i/2,l-i/2,i,i)}s.globalAlpha=1}function te(s,t){for(let{group:e,name:o,line:n}of t.data.outlines??[]){if(e!==null&&t.only!==null&&t.only!==e)continue;let i=e===null?t.ink:t.data.colours[e];xt(s,t,n);for(let[r,a]of[[4,t.paper],[2.2,i]])s.strokeStyle=a,s.lineWidth=r,s.stroke();e===null&&(s.font="700 13px sans-serif",Ke(s,t,o,...t.screen(...n[0]),5))}}function Xs(s,t){let e=Math.max(15,t.size/24);s.font=`700 ${e}px sans-serif`;let o=t.data.marks.map(([n,i])=>t.screen(n,i));Hs(o,e,t.size).forEach(([n,i],r)=>{t.only!==null&&t.only!==r||Ke(s,t,t.name(r),n,i,5)})}function Js(s,t){s.font="700 13px sans-serif",(t.data.holes??[]).forEach((e,o)=>{let[n,i]=t.screen(...e);s.beginPath(),s.arc(n,i,11,0,2*Math.PI),s.fillStyle=t.paper,s.fill(),s.setLineDash([4,3]),s.strokeStyle=t.ink,s.lineWidth=2,s.stroke(),s.setLineDash([]),Ke(s,t,String(o+1),n,i,0)})}function Ke(s,t,e,o,n,i){s.textAlign="center",s.textBaseline="middle",s.lineJoin="round",i&&(s.strokeStyle=t.paper,s.lineWidth=i,s.strokeText(e,o,n)),s.fillStyle=t.ink,s.fillText(e,o,n)}function xt(s,t,e,o=!0){s.beginPath(),e.forEach(([n,i],r)=>{let[a,l]=t.screen(n,i);r?s.lineTo(a,l):s.moveTo(a,l)}),o&&s.closePath()}function Ys(s,t){let e=t.drawing??t.line;e?.length&&(xt(s,t,e),s.globalAlpha=.12,s.fillStyle=t.ink,s.fill(),s.globalAlpha=1,s.setLineDash([6,4]),s.strokeStyle=t.ink,s.lineWidth=1.8,s.stroke(),s.setLineDash([]))}function Zs(s,t){let[e,o]=t.screen(t.pin.x,t.pin.y);for(let[n,i]of[[5,"#fff"],[2.5,it]]){s.strokeStyle=i,s.lineWidth=n,s.beginPath(),s.arc(e,o,9,0,2*Math.PI);for(let[r,a]of[[-1,0],[1,0],[0,-1],[0,1]])s.moveTo(e+16*r,o+16*a),s.lineTo(e+5*r,o+5*a);s.stroke()}}function M(s){return s.getContext("2d")}function ee(s,t){let[e,o,n]=[Math.max(...s),Math.min(...t),Math.max(...t)],i=.08*Math.max(1,n-o);return[new N(-.04*e,1.06*e),new N(o-2*i,n+i)]}function ct(s,t){let e=Math.min(Math.floor(t),s.length-1),o=Math.min(e+1,s.length-1);return s[e]+(t-e)*(s[o]-s[e])}function se(s,t){let e=s.findIndex(i=>i>=t);if(e<=0)return e<0?s.length-1:0;let[o,n]=[s[e-1],s[e]];return e-1+Math.log(t/o)/Math.log(n/o)}function oe(s,{kl:t,reconstruction:e,labels:o},n,i){let{size:r}=n;s.beginPath(),t.forEach((a,l)=>s.lineTo(...n.screen(a,e[l]))),s.strokeStyle=n.ink,s.globalAlpha=.5,s.lineWidth=3,s.stroke(),s.globalAlpha=1,s.font="13px sans-serif",s.fillStyle=n.ink,s.textBaseline="alphabetic",s.textAlign="right",s.fillText(o[0],r-6,r-8),s.textAlign="left",s.fillText(o[1],8,18),s.beginPath(),s.arc(...n.screen(ct(t,i),ct(e,i)),8,0,2*Math.PI),s.fillStyle=it,s.fill()}var Dt=8,mi=620,Ft=24,fi=520;function Qs(s){if(s<mi){let e=s-A-4,o=e+H+Ft;return{size:e,map:[A,4],curve:[A,o+4],height:o+e+H+8}}let t=Math.min(fi,(s-2*A-Ft)/2);return{size:t,map:[A,4],curve:[2*A+t+Ft,4],height:t+H+8}}function to({far:s,kl:t,reconstruction:e}){return{map:[new N(-s,s),new N(-s,s)],curve:ee(t,e)}}function vt({betas:s,kl:t,reconstruction:e,active:o,words:n},i){let r=t[i]+e[i];return[`${n.beta} ${It(Number(s[i].toPrecision(3)))}`,`${n.kl} ${U(t[i],2)} + ${n.reconstruction} ${U(e[i],1)} = ${U(r,1)} nats`,`${n.active} ${o[i]}`].join(" \xB7 ")}function pi(s,t,e){let o=s.frames[t],n={axes:t==="map"?s.data.axes:["",""],colours:s.data.colours};return{axes:o,size:e,ink:s.ink,paper:s.paper,only:s.only,data:{...n,outlines:t==="map"?s.data.outlines:[]},screen:(i,r)=>[o[0].share(i)*e,(1-o[1].share(r))*e]}}function ne(s,t,e,o,n){s.fillStyle=t.paper,s.fillRect(0,0,o,n.height);for(let[i,r]of Object.entries({map:wi,curve:bi})){let a=pi(t,i,n.size);s.save(),s.translate(...n[i]),wt(s,a),bt(s,a),s.beginPath(),s.rect(0,0,n.size,n.size),s.clip(),r(s,t,a,e),s.restore()}}function gi(s,t){let e=Math.min(Math.floor(t),s.last);return[e,Math.min(e+1,s.last),t%1]}function wi(s,t,e,o){let[n,i,r]=gi(t,o),{codes:a,groups:l,data:c}=t,h=Math.max(2.2,e.size/150),u=2*l.length,d=m=>{let[g,w]=[a[n*u+m],a[i*u+m]];return c.unit*(g+r*(w-g))};for(let m=0;m<l.length;m++){if(t.only!==null&&l[m]!==t.only)continue;let[g,w]=e.screen(d(2*m),d(2*m+1));s.fillStyle=c.colours[l[m]],s.fillRect(g-h/2,w-h/2,h,h)}te(s,e)}function bi(s,t,e,o){oe(s,t.data,e,o)}var ie=new WeakMap,Xe=class{constructor(t){this.canvas=t.querySelector("canvas"),this.caption=t.querySelector("figcaption"),this.data=null,this.heard=P("beta",()=>this.draw()),this.resized=new ResizeObserver(()=>this.draw()),this.resized.observe(this.canvas)}close(){this.heard(),this.resized.disconnect()}update(t){this.data=t,this.axes=ee(t.kl,t.reconstruction),this.draw()}draw(){let{canvas:t,data:e}=this,o=t.clientWidth;if(!e||!o)return;let n=p.betas.get(e.follow)?.beta??e.beta,i=se(e.betas,n),r=o-A,a=window.devicePixelRatio||1;t.style.height=`${r+H}px`,[t.width,t.height]=[o*a,(r+H)*a].map(Math.round);let l=getComputedStyle(t),[c,h]=this.axes,u={axes:this.axes,size:r,ink:l.getPropertyValue("--st-text-color")||"#222",paper:l.getPropertyValue("--st-background-color")||"#fff",data:{axes:["",""]},screen:(m,g)=>[c.share(m)*r,(1-h.share(g))*r]},d=M(t);d.scale(a,a),d.translate(A,0),wt(d,u),bt(d,u),oe(d,e,u,i),this.tell(n,i),T()}tell(t,e){let{kl:o,reconstruction:n,active:i}=this.data,r=c=>[ct(c,e)],a={...this.data,betas:[t],kl:r(o),reconstruction:r(n)},l=vt({...a,active:[i[Math.round(e)]]},0);this.caption.textContent=l,this.canvas.setAttribute("aria-label",`${this.data.label} ${l}`),this.canvas.dataset.beta=String(t)}};function eo({data:s,parentElement:t}){ie.has(t)||ie.set(t,new Xe(t));let e=ie.get(t);return e.update(O(s)),()=>{e.close(),ie.delete(t)}}var yt=`.groups {
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
`;var so=`<div class="groups"></div>
`;var tt=28;function yi(s,t){s.width=s.height=tt;let e=M(s),o=e.createImageData(tt,tt),n=new Uint32Array(o.data.buffer);t.forEach((i,r)=>n[r]=4278190080|i*65793),e.putImageData(o,0,0)}function ki(s,t,e,o){let n=document.createElement("figure"),i=document.createElement("canvas");i.style.width=i.style.height=`${t.size}px`,i.setAttribute("role","img"),i.setAttribute("aria-label",t.labels[e]),yi(i,s);let r=document.createElement("figcaption");return r.textContent=t.captions[e]??"",n.append(t.picks&&o?Mi(i,t,e,o):i,r),n}function Mi(s,t,e,o){let n=document.createElement("button");return n.type="button",n.title=t.labels[e],n.onclick=()=>o(t.picks[e]),n.append(s),n}function Si(s,t,e){let o=document.createElement("div");o.className="group";let n=document.createElement(`h${e}`);n.className="title",n.textContent=s.title;let i=document.createElement("div");i.className="row";let r=D(s.pixels);for(let a=0;a*tt*tt<r.length;a++)i.append(ki(r.subarray(a*tt*tt,(a+1)*tt*tt),s,a,t));return o.append(...s.title?[n]:[],i),o}function et(s,t,e,o=4){s.replaceChildren(...t.map(n=>Si(n,e,o)))}function oo(s){let{parentElement:t}=s,e=O(s.data),o=t.querySelector(".groups");et(o,e.groups,void 0,e.level),o.dataset.version=e.version,T(),e.pin&&(p.pins[e.space]=e.pin,y("pin"))}var no=`.draw {
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
`;var io=`<figure class="draw">
  <canvas tabindex="0" role="img"></canvas>
  <div class="tools">
    <button class="undo" type="button"></button>
    <button class="clear" type="button"></button>
  </div>
</figure>
`;var Bt=new WeakMap,_i=.085,Ut=560,Je=class{constructor(t,e){this.changed=null,this.small=null,this.canvas=t.querySelector("canvas"),this.buttons={undo:t.querySelector(".undo"),clear:t.querySelector(".clear")},this.canvas.width=this.canvas.height=Ut,this.strokes=e.map(o=>[...o]),this.current=null,this.canvas.onpointerdown=o=>this.start(o),this.canvas.onpointermove=o=>this.go(o),this.canvas.onpointerup=this.canvas.onpointercancel=()=>this.end(),this.canvas.onkeydown=o=>{o.key==="z"&&(o.ctrlKey||o.metaKey)&&this.undo()},this.buttons.undo.onclick=()=>this.undo(),this.buttons.clear.onclick=()=>this.change([])}update(t,e){this.data=t,this.send=e,this.canvas.setAttribute("aria-label",t.label);for(let[o,n]of Object.entries(this.buttons))n.textContent=t[o];this.draw()}place(t){let e=this.canvas.getBoundingClientRect();return[(t.clientX-e.left)/e.width,(t.clientY-e.top)/e.height]}start(t){t.button||(t.preventDefault(),this.canvas.focus({preventScroll:!0}),this.canvas.setPointerCapture(t.pointerId),this.current=this.place(t),this.strokes.push(this.current),this.draw())}go(t){if(!this.current)return;let e=t.getCoalescedEvents?.()??[];for(let o of e.length?e:[t])this.current.push(...this.place(o));this.draw()}end(){this.current&&(this.current=null,this.report())}undo(){this.strokes.length&&this.change(this.strokes.slice(0,-1))}change(t){this.strokes=t,this.draw(),this.report()}draw(){this.paint(this.canvas),this.changed?.();let t=this.strokes.length===0;for(let o of Object.values(this.buttons))o.disabled=t;if(this.canvas.dataset.strokes=this.strokes.length,!t)return;let e=M(this.canvas);e.fillStyle="#9a9a9a",e.font=`${Ut/16}px sans-serif`,e.textAlign="center",e.fillText(this.data.hint,Ut/2,Ut/2,Ut*.9)}paint(t){let e=t.width,o=M(t);o.fillStyle="#000",o.fillRect(0,0,e,e),o.strokeStyle="#fff",o.lineWidth=_i*e,o.lineCap=o.lineJoin="round";for(let n of this.strokes){o.beginPath(),o.moveTo(n[0]*e,n[1]*e),o.lineTo(n[0]*e,n[1]*e+.01);for(let i=2;i<n.length;i+=2)o.lineTo(n[i]*e,n[i+1]*e);o.stroke()}}pixels(){let t=this.small??=document.createElement("canvas"),{side:e}=this.data;t.width=t.height=e;let o=t.getContext("2d",{willReadFrequently:!0});this.paint(t);let{data:n}=o.getImageData(0,0,e,e);return Uint8Array.from({length:e*e},(i,r)=>n[4*r])}report(){let t=btoa(String.fromCharCode(...this.pixels())),e=this.strokes.map(o=>o.map(n=>+n.toFixed(4)));this.send("drawn",{pixels:t,strokes:e})}};function Ye(s){return Bt.get(s)}function ro({data:s,parentElement:t,setTriggerValue:e}){return Bt.has(t)||Bt.set(t,new Je(t,s.strokes)),Bt.get(t).update(s,e),()=>Bt.delete(t)}var ao=`.film {
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
`;var lo=`<div class="film">
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
`;function re(s){let{legend:t,data:e}=s,{values:o,names:n,colours:i}=e,r=o&&[o.colours,o.low,o.high,o.title],a=JSON.stringify([r,n,i,e.legend]);if(s.legendSays===a)return;if(s.legendSays=a,t.classList.toggle("bar",!!e.values),e.values){t.replaceChildren(...Ii(e.values)),s.only=null;return}let l=e.names?.length??e.colours.length;t.replaceChildren(...Array.from({length:l},(c,h)=>{let u=document.createElement("button");return u.textContent=s.name(h),u.title=e.legend.replace("{digit}",s.name(h)),u.style.setProperty("--swatch",e.colours[h%e.colours.length]),u.onclick=()=>$i(s,s.only===h?null:h),u})),s.only>=l&&(s.only=null),uo(s),Ze(t)}function Ze(s){s.addEventListener("focusin",s.whenFocused??=({target:e})=>co(s,e)),s.addEventListener("keydown",s.whenPressed??=e=>Ti(s,e));let t=ho(s);co(s,t.find(e=>e.dataset.stop)??t[0])}function ho(s){return[...s.querySelectorAll("button")].filter(t=>!t.hidden)}function co(s,t){for(let e of s.querySelectorAll("button"))e.tabIndex=e===t?0:-1,e.dataset.stop=e===t?"here":""}function Ti(s,t){let e=ho(s),o=e.indexOf(t.target),n={ArrowRight:o+1,ArrowLeft:o-1,Home:0,End:e.length-1}[t.key];o<0||n===void 0||(t.preventDefault(),e[(n+e.length)%e.length].focus())}function $i(s,t){s.only=t,uo(s),s.draw()}function uo({legend:s,only:t}){[...s.children].forEach((e,o)=>{e.classList.toggle("off",t!==null&&o!==t),e.setAttribute("aria-pressed",t===o)})}function Ii({colours:s,low:t,high:e,title:o}){let n=document.createElement("div");n.style.background=`linear-gradient(to right, ${s.join(",")})`;let i=[U(t,2),o,U(e,2)].map(r=>{let a=document.createElement("span");return a.textContent=r,a});return[n,...i]}var Ci=[{type:"video/mp4;codecs=avc1.42E01F",name:"MP4",ending:"mp4"},{type:"video/mp4",name:"MP4",ending:"mp4"},{type:"video/webm;codecs=vp9",name:"WebM",ending:"webm"},{type:"video/webm",name:"WebM",ending:"webm"}],kt=[960,540],ae=40,zi=1200;function fo(){return!window.MediaRecorder||!HTMLCanvasElement.prototype.captureStream?null:Ci.find(({type:s})=>MediaRecorder.isTypeSupported(s))??null}function po(s){let{data:t,kind:e,record:o}=s,n=document.createElement("canvas");[n.width,n.height]=kt;let i=new MediaRecorder(n.captureStream(30),{mimeType:e.type,videoBitsPerSecond:4e6}),r=[];i.ondataavailable=c=>r.push(c.data),i.onstop=()=>{Li(s,new Blob(r,{type:e.type})),o.textContent=`${t.words.record} (${e.name})`,o.disabled=!1},o.textContent=t.words.recording,o.disabled=!0,mo(n,s,0),i.start();let a=performance.now(),l=setInterval(()=>{let c=Math.min(s.last,Dt*(performance.now()-a)/1e3);mo(n,s,c),!(performance.now()-a<1e3*s.last/Dt+zi)&&(clearInterval(l),i.stop())},33)}function mo(s,t,e){let o=M(s),n=Math.min(kt[1]-ae-H-12,(kt[0]-2*A-Ft)/2),i=kt[0]-n-16,r={size:n,map:[A,ae],curve:[i,ae],height:kt[1]};ne(o,t,e,kt[0],r),o.fillStyle=t.ink,o.font="600 18px sans-serif",o.textAlign="left",o.textBaseline="alphabetic",o.fillText(vt(t.data,Math.round(e)),A,ae-14)}function Li(s,t){let e=document.createElement("a");e.download=`beta-sweep.${s.kind.ending}`,e.href=URL.createObjectURL(t),e.click(),s.record.dataset.bytes=t.size,setTimeout(()=>URL.revokeObjectURL(e.href),1e4)}var le=new WeakMap,Qe=class{constructor(t){this.root=t;let e=o=>t.querySelector(o);this.screen=e(".screen"),this.play=e(".play"),this.scrub=e(".scrub"),this.speed=e(".speed"),this.figures=e(".figures"),this.take=e(".take"),this.record=e(".record"),this.unable=e(".unable"),this.legend=e(".legend"),this.data=null,this.last=0,this.before=null,this.at=0,this.only=null,this.playing=!1,this.play.onclick=()=>this.toggle(),this.scrub.oninput=()=>this.go(Number(this.scrub.value)),this.take.onclick=()=>this.send("take",this.data.betas[Math.round(this.at)]),this.record.onclick=()=>po(this),this.calm=matchMedia("(prefers-reduced-motion: reduce)"),this.resized=new ResizeObserver(()=>this.draw()),this.resized.observe(this.screen)}close(){this.playing=!1,this.resized.disconnect()}update(t,e){if(this.send=e,this.version===t.version)return this.draw();this.version=t.version,this.data=t,this.codes=new Int16Array(D(t.codes).buffer),this.groups=D(t.digits),this.last=t.betas.length-1;let{words:o}=t;this.scrub.max=this.last,this.scrub.setAttribute("aria-label",o.scrub),this.speed.querySelector("span").textContent=o.speed,this.take.textContent=o.take,this.kind=fo(),this.record.hidden=!this.kind,this.record.textContent=`${o.record} (${this.kind?.name})`,this.unable.hidden=!!this.kind,this.unable.textContent=o.unable,this.frames=to(t),re(this),this.show(!1),this.go(Math.min(this.at,this.last))}name(t){return String(t)}toggle(){if(this.playing)return this.show(!1);this.at>=this.last&&(this.at=0),this.show(!0),this.before=null,requestAnimationFrame(t=>this.tick(t))}show(t){this.playing=t,this.play.textContent=t?`\u275A\u275A ${this.data.words.pause}`:`\u25B6 ${this.data.words.play}`,this.play.setAttribute("aria-pressed",t)}tick(t){if(!this.playing)return;let e=this.before===null?0:Math.min(.1,(t-this.before)/1e3);this.before=t;let o=Dt*Number(this.speed.querySelector("select").value);if(this.go(Math.min(this.last,this.at+o*e)),this.at>=this.last)return this.show(!1);requestAnimationFrame(n=>this.tick(n))}go(t){this.at=t;let e=Math.round(t);this.scrub.value=e;let o=vt(this.data,e);this.scrub.setAttribute("aria-valuetext",o),this.figures.textContent=o,this.screen.setAttribute("aria-label",`${this.data.words.map} ${this.data.words.curve} ${o}`),this.draw()}draw(){let t=this.screen.clientWidth;if(!this.data||!t)return;let e=window.devicePixelRatio||1,o=Qs(t);this.screen.style.height=`${o.height}px`;let[n,i]=[Math.round(t*e),Math.round(o.height*e)];this.screen.width!==n&&(this.screen.width=n),this.screen.height!==i&&(this.screen.height=i);let r=getComputedStyle(this.screen);this.ink=r.getPropertyValue("--st-text-color")||"#222",this.paper=r.getPropertyValue("--st-background-color")||"#fff";let a=M(this.screen);a.save(),a.scale(e,e),ne(a,this,this.calm.matches?Math.round(this.at):this.at,t,o),a.restore(),this.screen.dataset.drawn=this.version,this.screen.dataset.point=Math.round(this.at),T()}};function go({data:s,parentElement:t,setTriggerValue:e}){le.has(t)||le.set(t,new Qe(t));let o=le.get(t);return o.update(O(s),e),()=>{o.close(),le.delete(t)}}var wo=`.gallery {
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
`;var bo=`<section class="gallery" hidden>
  <header>
    <h3></h3>
    <button class="clear" type="button"></button>
  </header>
  <p class="counts"></p>
  <label class="pages"><span></span> <input type="range" min="1" step="1"> <output></output></label>
  <div class="groups"></div>
</section>
`;var Fi=[168,84,42];function F(s){let t=new Uint8Array(s.length*784);return s.forEach((e,o)=>t.set(e,o*784)),t}function xo({z:s,index:t},e,o,n,i){let{text:r}=i,a=e.neighbours(s,9),l=t??a[0].index,c=e.labels[l],h=i.numbers(s,".2f"),u=ts(r("map.decoded",{point:h}),0,[o(s)],[r("map.decoded_label",{point:h})]);if(!n)return[u];let d=o(t===null?e.code(l):s),m=a.filter(w=>w.index!==l).slice(0,8),g=t===null?r("map.nearest",{index:l,digit:c,distance:a[0].distance}):r("map.picked_digit",{index:t,digit:c});return[u,{...ts(g,1,[n(l),d],[r("map.nearest_label",{index:l,digit:c}),r("map.rebuilt_label")]),captions:[r("map.original"),r("map.rebuilt")]},{...ts(r("map.neighbours"),2,m.map(w=>n(w.index)),m.map(({index:w,distance:b},x)=>r("map.neighbour_label",{rank:x+1,digit:e.labels[w],distance:b}))),captions:m.map(({distance:w})=>i.number(w,".2f")),picks:m.map(w=>w.index)}]}function ts(s,t,e,o){return{title:s,size:Fi[t],pixels:F(e),labels:o,captions:[]}}var ce=16,Di=48,vo=784,he=new WeakMap;function Ui(s,t,e){let o=new Array(10).fill(0);for(let i of s)o[t[i]]++;return o.map((i,r)=>i?`${r}: ${e.number(i,",")}`:"").filter(Boolean).join(" \xB7 ")}var es=class{constructor(t){let e=o=>t.querySelector(o);this.box=e(".gallery"),this.heading=e("h3"),this.counts=e(".counts"),this.clear=e(".clear"),this.pages=e(".pages"),this.number=e(".pages input"),this.groups=e(".groups"),this.indices=null,this.data=null,this.words=new $("en",{}),this.plane=null,this.clear.onclick=()=>this.close(),this.number.oninput=()=>this.draw()}leave(){p.galleries.get(this.data?.space)===this&&p.galleries.delete(this.data.space)}update(t,e){this.send=e,this.data?.version!==t.version&&(this.leave(),this.data=t,p.galleries.set(t.space,this),this.words=new $(t.language,t.sentences),this.show(t.group?.indices??null))}get decoder(){return p.decoders.get(this.data.key)??null}get space(){return p.spaces.get(this.data.key)??null}take({line:t,only:e},o){if(!this.decoder||!this.space||!p.pictures.has(this.data.pictures))return!1;let n=this.space.inside(t,this.data.axes),i=e===null?n:n.filter(a=>o.groups[a]===e);this.plane=o,this.show(i);let r=([a,l])=>[Number(a.toFixed(4)),Number(l.toFixed(4))];return this.send("lasso",{line:t.map(r),only:e}),!0}close(){this.show(null),this.plane&&(this.plane.line=null,this.plane.compose()),this.send("clear",!0)}show(t){if(this.indices=t,this.box.hidden=!t,!t)return;let{text:e}=this.words,o=Math.max(1,Math.ceil(t.length/ce));this.number.value=1,this.number.max=o,this.pages.hidden=o===1,this.pages.querySelector("span").textContent=e("gallery.page",{count:ce}),this.heading.textContent=e("gallery.heading",{count:t.length}),this.clear.textContent=e("gallery.clear"),this.draw()}draw(){let{indices:t,words:e,decoder:o,space:n}=this,{text:i}=e,r=p.pictures.get(this.data.pictures);if(!t||!o||!n||!r)return;this.counts.textContent=t.length?i("gallery.counts",{counts:Ui(t,n.labels,e)}):i("gallery.empty");let a=(Number(this.number.value)-1)*ce;this.pages.querySelector("output").textContent=`${this.number.value} / ${this.number.max}`;let l=t.slice(a,a+ce),c=m=>l.map(g=>i(m,{index:g,digit:n.labels[g]})),h=l.map(m=>r.subarray(m*vo,(m+1)*vo)),u=l.map(m=>o.decode(n.code(m),this.data.beta??null)),d=(m,g,w,b)=>({title:m,size:Di,pixels:F(g),labels:w,captions:b});et(this.groups,l.length===0?[]:[d(i("gallery.originals"),h,c("map.nearest_label"),l.map(m=>String(n.labels[m]))),d(i("gallery.rebuilt_short"),u,c("gallery.rebuilt_label"),[])]),this.groups.dataset.count=String(t.length),T()}};function yo(s){let{parentElement:t,setTriggerValue:e}=s;he.has(t)||he.set(t,new es(t));let o=he.get(t);return o.update(O(s.data),e),()=>{o.leave(),he.delete(t)}}var ko=`.hint {
  margin: 0;
  font-family: var(--st-font);
  font-size: 0.9rem;
  color: var(--st-text-color);
}
[hidden] {
  display: none;
}
`;var Mo=`<p class="hint"></p>
<div class="groups"></div>
`;async function Wi(s){let t=JSON.stringify(s),e=await fetch(new URL("told",document.baseURI),{method:"POST",body:t,keepalive:!0});if(!e.ok)throw new Error(String(e.status))}function qi(s,t){let e=new URLSearchParams(window.location.search);e.has("view")||e.set("view",s);for(let[o,n]of Object.entries(t))n===null?e.delete(o):e.set(o,n);history.pushState(history.state,"",`?${e}${window.location.hash}`)}function de(s){return s.map(t=>Number(t.toPrecision(6))).join(",")}var X=class{constructor(){this.timer=0,this.waiting=null}tell(t,e,o,n){clearTimeout(this.timer),this.waiting=i=>{o&&i&&qi(t.view,o),t.ticket?Wi({...t,...e}).catch(n):n()},this.timer=window.setTimeout(()=>this.flush(),250)}flush(){this.end(!0)}close(){this.end(!1)}end(t){clearTimeout(this.timer),this.waiting?.(t),this.waiting=null}};var So=784,Gi=72,ue=new WeakMap,ss=class{constructor(t){this.groups=t.querySelector(".groups"),this.hint=t.querySelector(".hint"),this.teller=new X,this.data=null,this.heard=["decoder","pictures"].map(e=>P(e,()=>this.draw()))}close(){this.heard.forEach(t=>t()),this.teller.close(),p.pickers.get(this.data?.space)===this&&p.pickers.delete(this.data.space)}update(t,e){this.send=e;let o=this.data?.version===t.version;this.data=t,p.pickers.set(t.space,this),!o&&(this.place=t.place,this.hint.textContent=t.hint,t.groups?this.show(t.groups):this.draw(),t.place&&this.pin())}take({x:t,y:e}){let{pictures:o,told:n}=this.data;return!p.spaces.has(this.data.key)||!p.pictures.has(o)?void y("pictures-wanted"):(this.place=[t,e],this.pin(),this.draw(),this.teller.tell(n,{x:t,y:e},null,()=>this.send("pick",{x:t,y:e})),!0)}follow(){}pin(){let[t,e]=this.place;p.pins[this.data.space]={x:t,y:e,index:null},y("pin")}draw(){if(!this.data)return;let{key:t,count:e,title:o,label:n}=this.data,[i,r]=[p.spaces.get(t),p.pictures.get(this.data.pictures)];if(!this.place||!i||!r)return;let a=i.neighbours(this.place,e).map(({index:l})=>l);this.show([{title:o,size:Gi,pixels:F(a.map(l=>r.subarray(l*So,(l+1)*So))),labels:a.map(l=>n.replace("{what}",o).replace("{digit}",i.labels[l])),captions:[]}]),this.groups.dataset.by="browser"}show(t){this.hint.hidden=!0,et(this.groups,t),this.groups.dataset.version=this.data.version,T()}};function Eo(s){let{parentElement:t,setTriggerValue:e}=s;ue.has(t)||ue.set(t,new ss(t));let o=ue.get(t);return o.update(O(s.data),e),()=>{o.close(),ue.delete(t)}}var Ao=`.random {
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
`;var _o=`<button class="random" type="button" hidden></button>
<div class="groups"></div>
`;var Ki=4e3,Oo=784,me=new WeakMap,os=class{constructor(t){let e=o=>t.querySelector(o);this.groups=e(".groups"),this.random=e(".random"),this.random.onclick=()=>this.pickRandom(),this.data=null,this.pick=null,this.awaited=null,this.words=new $("en",{}),this.until=0,this.teller=new X,this.heard=["decoder","pictures"].map(o=>P(o,()=>this.cameIn())),this.pressed=o=>o.composedPath()[0]instanceof HTMLCanvasElement||this.teller.flush(),window.addEventListener("pointerdown",this.pressed,!0)}close(){this.heard.forEach(t=>t()),window.removeEventListener("pointerdown",this.pressed,!0),this.teller.close(),p.pickers.get(this.data?.space)===this&&p.pickers.delete(this.data.space)}update(t,e){this.send=e,this.data?.space!==t.space&&p.pickers.delete(this.data?.space),p.pickers.set(t.space,this);let o=this.data?.version===t.version;this.data=t,!(this.awaited&&!this.isAwaited(t.pick))&&(this.awaited=null,!o&&(this.words=new $(t.language,t.sentences),this.random.textContent=this.words.text("map.random"),this.random.hidden=!1,this.pick=t.pick,!this.ready&&t.groups?this.show(t.groups,"server"):this.draw(),!this.ready&&!t.groups&&y("pictures-wanted"),this.tellPlanes()))}isAwaited(t){let{index:e,z:o}=this.awaited;return t.index===e&&t.z.every((i,r)=>Math.abs(i-o[r])<.001)||performance.now()>this.until}get decoder(){return p.decoders.get(this.data?.key)??null}get space(){return p.spaces.get(this.data?.key)??null}get ready(){return!!(this.decoder&&this.space&&p.pictures.get(this.data?.pictures))}cameIn(){this.pick&&(this.ready||!this.data.groups)&&this.draw()}take({index:t,z:e}){if(!this.ready||t===null&&!e)return!1;this.choose(t===null?{z:e,index:t}:this.digit(t));let o=t??this.space.neighbours(e,1)[0].index;for(let n of this.data.follows)p.pickers.get(n)?.follow(o);return!0}follow(t){this.ready&&this.choose(this.digit(t))}digit(t){return{index:t,z:this.space.code(t)}}choose(t){this.pick=t,this.tellPlanes(),this.draw(),this.awaited=t,this.until=performance.now()+Ki;let{ticket:e,slot:o,model:n}=this.data,i={z:t.z,index:t.index},r=t.index===null?null:String(t.index),a=o===""?{point:`${n},${de(t.z)}`,index:r}:null;this.teller.tell({ticket:e,view:"map"},{slot:o,model:n,...i},a,()=>this.send("picked",i))}pickRandom(){this.ready?this.take({index:Math.floor(Math.random()*this.space.count)}):this.send("random",!0)}tellPlanes(){let{axes:t,height:e}=this.data,{z:o,index:n}=this.pick;p.pins[this.data.space]={x:o[t[0]],y:o.length>1?o[t[1]]:e,index:n,z:o},y("pin")}draw(){let{decoder:t,space:e,pick:o}=this,n=p.pictures.get(this.data.pictures);if(!t||!e||!o)return;let i=a=>t.decode(a,this.data.beta??null),r=n?a=>n.subarray(a*Oo,(a+1)*Oo):null;this.show(xo(o,e,i,r,this.words),"browser")}show(t,e){et(this.groups,t,o=>this.take({index:o})),this.groups.dataset.version=this.data.version,this.groups.dataset.by=e,this.groups.dataset.at=this.pick?.z.join(","),T()}};function Po(s){let{parentElement:t,setTriggerValue:e}=s;me.has(t)||me.set(t,new os(t));let o=me.get(t);return o.update(O(s.data),e),()=>{o.close(),me.delete(t)}}var To=`.plane {
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
`;var $o=`<figure class="plane">
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
`;var j=28,Yi=.6;function J(s,t,e=0,o=0){let n=M(s),i=n.createImageData(j,j),r=new Uint32Array(i.data.buffer);for(let a=0;a<t.length;a++)r[a]=4278190080|t[a]*65793;n.putImageData(i,e,o)}function Io(s,t,[e,o,n],i,r){let a=s.createImageData(j,j),l=new Uint32Array(a.data.buffer),c=e|o<<8|n<<16;for(let h=0;h<t.length;h++)l[h]=c|Yi*t[h]<<24;s.putImageData(a,i,r)}function Co(s){let t=M(document.createElement("canvas"));t.fillStyle=s,t.fillRect(0,0,1,1);let[e,o,n]=t.getImageData(0,0,1,1).data;return[e,o,n]}var Zi=20,Mt=12,Qi=60,tr=400,er=.01,sr=260,fe=class{constructor(t,e){this.plane=t,this.live=e,this.on=!1,this.given=void 0,this.client=`plane ${Math.random()}`}set(t){this.given=this.on=t,this.plane.press("ground",t),this.asked=null}turn(t){this.on=t,this.plane.press("ground",t),this.asked=null,this.plane.draw()}follow(){let{beta:t}=this.live;t===this.beta||Math.abs(Math.log(t/this.beta))<er?this.coarse||this.want():this.want(Mt)}want(t=this.usual){if(clearTimeout(this.soon),!this.on||!this.live.decoder||!this.plane.size)return;this.coarse=t<this.usual,this.beta=this.live.beta;let e=this.plane.axes.map(({low:h,high:u})=>[h,u]),{base:o,slice:n}=this.live.settings,r=(n&&this.plane.pin?.z||o).filter((h,u)=>!this.live.settings.axes.includes(u)),{key:a}=this.live.settings,l=JSON.stringify([e,r,this.live.beta,t,a,this.plane.ink]);if(l===this.asked)return;if(this.busy&&this.live.dragging)return void(this.next=t);let c=this.coarse||this.live.dragging;this.soon=setTimeout(()=>this.ask(l,e,t),c?0:Qi)}ask(t,e,o){this.asked=t,this.busy=!0,this.next=null;let n=h=>(h+.5)/o,[i,r]=this.plane.axes,a=new Float32Array(o*o*this.live.decoder.dim);for(let h=0;h<o*o;h++){let[u,d]=[Math.floor(h/o),h%o],m=this.live.point(i.value(n(d)),r.value(1-n(u)));a.set(m,h*m.length)}let l=this.newSheet(e,o),c=Co(this.plane.ink);this.live.decoder.tiles(this.client,{points:a,beta:this.live.beta??null},(h,u,d)=>{for(let m=0;m<u;m++){let[g,w]=[Math.floor((h+m)/o),(h+m)%o],b=j*j,x=d.subarray(m*b,(m+1)*b),[v,S]=[w*j,g*j];this.live.settings.solid?J(l.canvas,x,v,S):Io(l,x,c,v,S)}h+u===o*o&&this.done(o),this.plane.compose()})}done(t){this.busy=!1,this.plane.canvas.dataset.ground=`${t} ${this.asked}`,this.next?this.want(this.next):this.coarse&&(this.soon=setTimeout(()=>this.busy||this.want(),tr))}get usual(){return this.live.settings?.tiles??(this.plane.size<sr?Mt:Zi)}newSheet(t,e){let o=this.sheet,n=document.createElement("canvas");n.width=n.height=e*j;let i=M(n);return this.sheet={canvas:n,sides:t},o&&this.paint(i,n.width,t,o),i}paint(t,e,o,{canvas:n,sides:i}){let[r,a]=i[0].map(h=>this.share(h,o[0])*e),[l,c]=i[1].map(h=>(1-this.share(h,o[1]))*e);t.drawImage(n,r,c,a-r,l-c)}share(t,[e,o]){return(t-e)/(o-e)}draw(t){if(!this.on||!this.sheet)return;let e=this.plane.axes.map(({low:o,high:n})=>[o,n]);this.paint(t,this.plane.size,e,this.sheet)}};function or(s){let t=document.createElement("option");return t.value=String(Math.log(s)),t}var pe=class{constructor(t){let e=t.plane.root.querySelector(".beta");this.live=t,this.box=e,this.plane=t.plane,this.picture=e.querySelector("canvas"),this.input=e.querySelector("input"),this.output=e.querySelector("output"),this.input.oninput=()=>this.drag(),this.input.onchange=()=>this.letGo()}refresh(){let t=this.live.settings.beta;if(this.box.hidden=!t,!t)return;let{value:e,low:o,high:n,stops:i,label:r,picture:a,maps:l,ticks:c}=t;this.box.querySelector("label span").textContent=r,this.picture.setAttribute("aria-label",a),this.input.setAttribute("aria-label",r),this.box.querySelector("datalist").replaceChildren(...(c??[]).map(or)),[this.input.min,this.input.max]=[Math.log(o),Math.log(n)],this.input.step=Math.log(n/o)/(i-1),this.codes=this.codesOf(l),!this.dragging&&this.given!==e&&(this.given=this.live.beta=e,this.input.value=Math.log(e),this.share(!1)),this.tell(),this.place()}codesOf(t){let e=p.codes;return t?.codes&&!e.has(t.key)&&e.set(t.key,new Int16Array(D(t.codes).buffer)),e.get(t?.key)??null}drag(){this.dragging=!0,this.live.beta=Math.exp(Number(this.input.value)),this.tell(),this.place(),this.plane.draw(),this.live.ground.want(Mt),this.share(!0)}letGo(){this.dragging=!1,this.share(!1),this.plane.send("beta",this.live.beta)}share(t){p.betas.set(this.plane.data.space,{beta:this.live.beta,dragging:t}),y("beta")}tell(){let{live:t,plane:e}=this,o=It(Number(t.beta.toPrecision(3)));this.output.textContent=o,this.input.setAttribute("aria-valuetext",o),e.canvas.dataset.beta=t.beta;let{x:n,y:i}=e.pin??{x:e.data.pin[0],y:e.data.pin[1]};t.decoder&&J(this.picture,t.grey(n,i))}place(){let{codes:t,plane:e}=this;if(!t||!e.points)return;let{betas:o,unit:n}=this.live.settings.beta.maps,i=o.map(Math.log),r=Math.log(this.live.beta),a=i.findIndex(d=>d>=r),l=a<0?i.length-1:Math.max(1,a),c=(r-i[l-1])/(i[l]-i[l-1]),h=Math.min(1,Math.max(0,c)),u=e.points.length;for(let d=0;d<u;d++){let[m,g]=[t[(l-1)*u+d],t[l*u+d]];e.points[d]=n*(m+h*(g-m))}}};var ge=class{constructor(t){this.plane=t,this.beta=void 0,this.ground=new fe(t,this),this.slider=new pe(this);let e=[P("decoder",()=>this.refresh()),P("beta",()=>this.follow())];this.close=()=>e.forEach(o=>o())}get dragging(){return this.slider.dragging||!!p.betas.get(this.settings?.follow)?.dragging}follow(){let t=p.betas.get(this.settings?.follow);t&&(this.beta=t.beta,this.plane.canvas.dataset.beta=String(this.beta),t.dragging?this.ground.want(Mt):this.ground.follow())}get settings(){return this.plane.data?.live??null}get decoder(){return p.decoders.get(this.settings?.key)??null}refresh(){let{canvas:t}=this.plane;if(t.classList.toggle("live",this.decoder!==null),t.dataset.live=this.decoder?"ready":"",!this.settings)return;this.slider.refresh(),this.beta=p.betas.get(this.settings.follow)?.beta??this.settings.at??this.beta;let{ground:e}=this.settings;this.ground.given!==e&&this.ground.set(e),this.ground.follow()}point(t,e){let{base:o,axes:n,slice:i}=this.settings,r=[...i&&this.plane.pin?.z||o];return r[n[0]]=t,r.length>1&&(r[n[1]]=e),r}grey(t,e){return this.decoder.decode(this.point(t,e),this.beta??null)}show(t,e){let{canvas:o,seen:n}=this.plane;n.hidden=!this.decoder,this.decoder&&(J(n,this.grey(t,e)),o.dataset.at=`${t},${e}`)}visit(t,e){let{plane:o}=this;o.words.textContent=Ct(t,e),o.thumb.hidden=!0,o.hovered=null,this.show(t,e),this.decoder&&o.placeTip(...o.screen(t,e))}};var ns=5,nr=110,ir=1.5,we=class{constructor(t,e){let{x:o,y:n,left:i,top:r}=t.under(e);this.plane=t,this.far=!1,this.from={left:i,top:r},this.path=[[o,n]],t.walk.stop()}move(t){let{plane:e,from:o}=this,{x:n,y:i,left:r,top:a}=e.under(t);!this.far&&Math.hypot(r-o.left,a-o.top)<ns||(this.far=!0,this.path.push([n,i]),e.walk.path=this.path,e.live.visit(n,i),e.compose())}end(){this.far&&this.plane.walk.play()}cancel(){this.far=!1,this.plane.walk.path=null,this.plane.compose()}},be=class{constructor(t){this.plane=t,this.path=null,this.place=null,this.frame=void 0}get playing(){return this.frame!==void 0}lengths(){let t=this.path.map(([o,n])=>this.plane.screen(o,n)),e=0;return t.map(([o,n],i)=>(i&&(e+=Math.hypot(o-t[i-1][0],n-t[i-1][1])),e))}play(){if(this.stop(),!this.path||this.path.length<2)return;let t=this.lengths(),e=t[t.length-1],o=Math.max(ir,e/nr),n=performance.now(),i=r=>{let a=Math.max(0,r-n)/1e3/o;if(a>=2)return this.stop();this.go(t,e*(a<1?a:2-a)),this.frame=requestAnimationFrame(i)};this.frame=requestAnimationFrame(i),this.tell()}go(t,e){let o=t.length-1,n=Math.max(1,Math.min(o,t.findIndex(l=>l>=e))),i=(e-t[n-1])/(t[n]-t[n-1]||1),[r,a]=[0,1].map(l=>this.path[n-1][l]+i*(this.path[n][l]-this.path[n-1][l]));this.place=[r,a],this.plane.live.visit(r,a),this.plane.compose()}stop(){this.playing&&(cancelAnimationFrame(Number(this.frame)),this.frame=void 0,this.place=null,this.plane.tip.hidden=!0,this.plane.compose(),this.tell())}tell(){let{play:t,data:e}=this.plane;t.hidden=!this.path||!e.tools?.play,t.setAttribute("aria-pressed",this.playing),this.plane.canvas.dataset.walk=this.playing?"plays":this.path?"drawn":""}toggle(){this.playing?this.stop():this.play()}};function zo(s,t){let{path:e,place:o}=t.walk;if(!e)return;s.lineJoin=s.lineCap="round";for(let[r,a]of[[6,t.paper],[3,it]])s.strokeStyle=a,s.lineWidth=r,xt(s,t,e,!1),s.stroke();if(!o)return;let[n,i]=t.screen(...o);for(let[r,a]of[[8,"#fff"],[6,it]])s.beginPath(),s.arc(n,i,r,0,2*Math.PI),s.fillStyle=a,s.fill()}var St=1.5;function Lo(s,t){let e=s.tool("closer");return e&&s.fingers.size===2?new rs(s):s.fingers.size>1?null:s.tool("lasso")&&(t.shiftKey||s.pressed("lasso"))?new as(s,t):e&&s.pressed("hand")?new is(s,t):s.live.decoder?new we(s,t):null}function Et(s,t,e=.5,o=.5){s.axes[0].zoom(t,e),s.axes[1].zoom(t,o),s.moved()}function No(s,t){if(!s.size||!s.tool("closer")||!t.ctrlKey&&!t.metaKey&&!s.pressed("hand"))return;t.preventDefault();let{left:e,top:o}=s.under(t),n=t.deltaY*(t.deltaMode===1?16:1),i=Math.exp(-Math.max(-60,Math.min(60,n))*.006);Et(s,i,e/s.size,1-o/s.size)}var is=class{constructor(t,e){this.plane=t,this.last=t.under(e),this.far=!1}move(t){let{left:e,top:o}=this.plane.under(t),[n,i]=[e-this.last.left,o-this.last.top];!this.far&&Math.hypot(n,i)<ns||(this.far=!0,this.last={left:e,top:o},this.plane.axes[0].shift(-n/this.plane.size),this.plane.axes[1].shift(i/this.plane.size),this.plane.moved())}end(){}},rs=class{constructor(t){this.plane=t,this.far=!0,this.last=this.measure(t)}measure(t){let[e,o]=[...t.fingers.values()].map(n=>t.under(n));return{left:(e.left+o.left)/2,top:(e.top+o.top)/2,apart:Math.max(20,Math.hypot(e.left-o.left,e.top-o.top))}}move(){let{plane:t,last:e}=this;if(t.fingers.size!==2)return;let o=this.measure(t);t.axes[0].shift((e.left-o.left)/t.size),t.axes[1].shift((o.top-e.top)/t.size),Et(t,o.apart/e.apart,o.left/t.size,1-o.top/t.size),this.last=o}end(){}},as=class{constructor(t,e){let{x:o,y:n}=t.under(e);this.plane=t,this.line=t.drawing=[[o,n]]}get far(){return this.line.length>=4}move(t){let{x:e,y:o}=this.plane.under(t);this.line.push([e,o]),this.plane.tip.hidden=!0,this.plane.compose()}end(){let{plane:t,line:e}=this;if(t.drawing=null,this.far){let o=Math.ceil(e.length/200);t.line=e.filter((i,r)=>r%o===0);let n={line:t.line,only:t.only};p.galleries.get(t.data.space)?.take(n,t)||t.send("lasso",n)}t.compose()}};var xe=["ground","hand","closer","further","whole","play","lasso","save"];function Fo(s){let t={lasso:()=>Ro(s,"lasso","hand"),hand:()=>Ro(s,"hand","lasso"),closer:()=>Et(s,St),further:()=>Et(s,1/St),whole:()=>Do(s),ground:()=>rr(s),play:()=>s.walk.toggle(),save:()=>ar(s)};for(let e of xe)s[e].onclick=t[e];s.tool=e=>s.data?.tools?.[e],s.pressed=e=>s[e].getAttribute("aria-pressed")==="true",s.press=(e,o)=>{s[e].setAttribute("aria-pressed",o),s.canvas.classList.toggle(e,o)}}function Ro(s,t,e){s.press(t,!s.pressed(t)),s.press(e,!1)}function Do(s){s.axes.forEach(t=>t.whole()),s.moved()}function rr(s){let t=!s.pressed("ground");s.live.ground.turn(t),s.send("ground",t)}function Uo(s,t){if(t.ctrlKey||t.metaKey||t.altKey)return;t.key==="Escape"&&s.walk.stop();let e={"+":St,"=":St,"-":1/St}[t.key];!s.tool("closer")||!e&&t.key!=="0"||(t.preventDefault(),e?Et(s,e):Do(s))}function Bo(s){for(let t of xe){let e=s.tool(t)??"";s[t].hidden=!e||t==="play",s[t].title=e,s[t].setAttribute("aria-label",e)}s.walk.tell(),s.root.querySelectorAll(".tools").forEach(Ze)}function ls({thumb:s,data:t},e){let o=p.pictures.get(t.pictures);if(t.pictures&&!o&&y("pictures-wanted"),s.hidden=e===null||!o,s.hidden)return;s.dataset.index=e;let n=j*j;J(s,o.subarray(e*n,(e+1)*n))}function ar({canvas:s,paper:t,data:e}){let o=document.createElement("canvas");[o.width,o.height]=[s.width,s.height];let n=M(o);n.fillStyle=t,n.fillRect(0,0,o.width,o.height),n.drawImage(s,0,0);let i=document.createElement("a");i.download=e.tools.file,i.href=o.toDataURL("image/png"),i.click()}var jt=new WeakMap,lr=250,cr=7,cs=class{constructor(t){this.root=t;let e=o=>t.querySelector(o);this.canvas=e("canvas"),this.tip=e(".tip"),this.words=e(".words"),this.thumb=e(".thumb"),this.seen=e(".seen"),this.said=e(".said"),this.legend=e(".legend");for(let o of xe)this[o]=e(`.${o}`);this.base=document.createElement("canvas"),this.only=null,this.pin=null,this.data=null,this.axes=[new N(0,1),new N(0,1)],this.size=0,this.ratio=1,this.frame=0,this.points=null,this.digits=null,this.groups=new Uint8Array,this.values=null,this.ink="",this.paper="",this.drawing=null,this.fingers=new Map,this.gesture=null,this.over=null,this.teller=new X,this.live=new ge(this),this.walk=new be(this),this.canvas.onclick=o=>this.click(o),this.canvas.onpointerdown=o=>this.down(o),this.canvas.onpointermove=o=>this.move(o),this.canvas.onpointerup=o=>this.up(o),this.canvas.onpointercancel=o=>(this.gesture?.cancel?.(),this.up(o)),this.canvas.onpointerleave=()=>this.walk.playing||(this.tip.hidden=!0),this.canvas.onkeydown=o=>this.key(o),this.canvas.addEventListener("wheel",o=>No(this,o),{passive:!1}),this.canvas.addEventListener("touchmove",o=>{(this.held||this.fingers.size>1)&&o.cancelable&&o.preventDefault()},{passive:!1}),Fo(this),this.heard=[P("pin",()=>this.showPin(p.pins[this.data?.space??""])),P("pictures",()=>this.tip.hidden||ls(this,this.hovered))],this.width=0,this.resized=new ResizeObserver(()=>this.width===this.canvas.clientWidth||this.draw()),this.resized.observe(this.canvas)}close(){this.heard.forEach(t=>t()),this.resized.disconnect(),this.walk.stop(),this.live.close(),this.teller.close()}update(t,e){this.send=e;let o=this.version===t.version;if(this.data=t,this.version=t.version,o)return this.themed()?this.draw():void 0;let{view:n,ticks:i}=t,r=(l,c)=>l.alike(c)?l:c;if(this.axes=[r(this.axes[0],new N(...n.x,i?.x)),r(this.axes[1],new N(...n.y,i?.y))],this.points=t.points?new Float32Array(D(t.points).buffer):null,this.digits=t.digits?D(t.digits):null,this.groups=t.groups?D(t.groups):this.digits??new Uint8Array,this.values=t.values?new Float32Array(D(t.values.floats).buffer):null,this.pin=p.pins[t.space??""]??hr(t.pin),this.line=t.lasso??null,this.canvas.setAttribute("aria-label",t.label),Bo(this),this.points&&re(this),this.live.refresh(),!t.picture)return this.draw();let a=new Image;a.onload=()=>{this.picture=a,this.draw()},a.src="data:image/png;base64,"+t.picture}draw(){let{canvas:t,base:e,data:o}=this,n=this.width=t.clientWidth;if(!o||!n)return;this.size=n-A;let i=this.size+H;t.style.height=`${i}px`,this.ratio=window.devicePixelRatio||1,e.width=t.width=Math.round(n*this.ratio),e.height=t.height=Math.round(i*this.ratio),this.themed(),this.onto(e,r=>{wt(r,this),bt(r,this),this.clip(r),this.picture&&Vs(r,this),this.points&&Ks(r,this),te(r,this),this.points&&Xs(r,this),Js(r,this)}),this.compose(),this.live.ground.follow(),t.dataset.drawn=this.version,t.dataset.only=this.only??"",T()}themed(){let t=getComputedStyle(this.canvas),e=this.ink+this.paper;return this.ink=t.getPropertyValue("--st-text-color")||"#222",this.paper=t.getPropertyValue("--st-background-color")||"#fff",e!==this.ink+this.paper}compose(){if(!this.size)return;let t=M(this.canvas);t.clearRect(0,0,this.canvas.width,this.canvas.height),this.onto(this.canvas,e=>{this.clip(e),this.live.ground.draw(e)}),t.drawImage(this.base,0,0),this.onto(this.canvas,e=>{this.clip(e),Ys(e,this),zo(e,this),this.pin&&Zs(e,this),this.over?.(e,this)})}onto(t,e){let o=M(t);o.save(),o.scale(this.ratio,this.ratio),o.translate(A,0),e(o),o.restore()}clip(t){t.beginPath(),t.rect(0,0,this.size,this.size),t.clip()}moved(){let[t,e]=this.axes;this.canvas.dataset.view=[t.low,t.high,e.low,e.high].join(","),this.tip.hidden=!0,cancelAnimationFrame(this.frame),this.frame=requestAnimationFrame(()=>this.draw())}screen(t,e){return[this.axes[0].share(t)*this.size,(1-this.axes[1].share(e))*this.size]}shown(t){return this.only===null||this.groups[t]===this.only}name(t){return this.data.names?.[t]??String(t)}colour(t){if(!this.values)return this.data.colours[this.groups[t]%this.data.colours.length];let{low:e,high:o,colours:n}=this.data.values,i=(this.values[t]-e)/(o-e);return n[Math.round(Math.min(1,Math.max(0,i))*(n.length-1))]}showPin(t){this.pin=t??null,this.compose(),this.live.refresh()}pick(t){this.pinHere(t),p.pickers.get(this.data.space)?.take(this.pin)||this.tell(t)}tell(t){let e=()=>this.send("pick",{...t,slice:!!this.data.live?.slice}),{told:o}=this.data;if(!o)return e();this.teller.tell(o,{x:t.x,y:t.y},{point:de([t.x,t.y])},e)}pinHere(t){let e=t.index===null&&this.data.live?this.live.point(t.x,t.y):void 0;this.showPin({...t,z:e})}nearest(t,e,o=cr){let{points:n}=this,i=null,r=o*o;for(let a=0;n&&a<this.groups.length;a++){if(!this.shown(a))continue;let[l,c]=this.screen(n[2*a],n[2*a+1]),h=(l-t)**2+(c-e)**2;h<r&&([r,i]=[h,a])}return i}under(t){let e=this.canvas.getBoundingClientRect(),[o,n]=[t.clientX-e.left-A,t.clientY-e.top],i=r=>Math.min(1,Math.max(0,r/this.size));return{left:o,top:n,x:this.axes[0].value(i(o)),y:this.axes[1].value(1-i(n))}}place(t){let{left:e,top:o,x:n,y:i}=this.under(t),r=this.nearest(e,o);return r===null||!this.points?{x:n,y:i,index:r}:{x:this.points[2*r],y:this.points[2*r+1],index:r}}click(t){this.canvas.focus({preventScroll:!0}),this.dragged?this.dragged=!1:this.size&&this.pick(this.place(this.released??t))}hover(t){if(this.walk.playing)return;let{x:e,y:o,index:n}=this.place(t),i=[Ct(e,o)];n!==null&&i.unshift(String(this.digits?.[n])),n!==null&&this.values&&i.push(U(this.values[n],3)),this.words.textContent=i.join(" \xB7 "),this.hovered=n,ls(this,n);let{left:r,top:a}=this.under(t);this.live.show(e,o),this.placeTip(r,a,t.pointerType==="touch")}placeTip(t,e,o=!1){let{tip:n}=this;n.hidden=!1;let[i,r]=[n.offsetWidth,n.offsetHeight],a=t+A+14;n.style.left=`${a+i>this.size+A?Math.max(0,a-28-i):a}px`;let l=Math.max(0,e-r-(o?34:14));n.style.top=`${o||e+14+r>this.size?l:e+14}px`}down(t){!this.size||t.button>0||(this.dragged=!1,this.fingers.set(t.pointerId,t),this.endGesture(),this.hold(t),this.gesture=Lo(this,t),this.canvas.setPointerCapture?.(t.pointerId))}move(t){this.size&&(this.fingers.has(t.pointerId)&&this.fingers.set(t.pointerId,t),this.gesture&&this.gesture.move(t),this.gesture?.far||this.hover(t))}hold(t){clearTimeout(this.holding),this.held=!1,t.pointerType==="touch"&&(this.holding=setTimeout(()=>this.held=!0,lr))}up(t){clearTimeout(this.holding),this.held=!1,this.fingers.delete(t.pointerId),this.released=t,this.endGesture()}endGesture(){let{gesture:t}=this;this.gesture=null,t?.end(),t?.far&&(this.dragged=!0,setTimeout(()=>this.dragged=!1,50))}key(t){let o={ArrowLeft:[-1,0],ArrowRight:[1,0],ArrowUp:[0,1],ArrowDown:[0,-1]}[t.key];if(!o)return Uo(this,t);t.preventDefault();let n=t.shiftKey?.005:.025,i=this.pin??{x:this.axes[0].value(.5),y:this.axes[1].value(.5)},[r,a]=[i.x,i.y].map((c,h)=>{let u=this.axes[h].share(c)+o[h]*n;return this.axes[h].value(Math.min(1,Math.max(0,u)))});this.pinHere({x:r,y:a,index:null});let l=p.pickers.get(this.data.space)?.take(this.pin);this.live.visit(r,a),clearTimeout(this.later),this.later=setTimeout(()=>this.report(l),80)}report(t){let{x:e,y:o}=this.pin;t||this.tell({x:e,y:o,index:null});let n=this.nearest(...this.screen(e,o),1/0),i=n===null||!this.digits?"":` \xB7 ${this.digits[n]}`;this.said.textContent=Ct(e,o)+i}};function hr(s){return s?{x:s[0],y:s[1],index:null}:null}function jo(s){return jt.get(s)}function Wo(s){let{parentElement:t,setTriggerValue:e}=s;jt.has(t)||jt.set(t,new cs(t));let o=jt.get(t);return o.update(O(s.data),e),()=>{o.close(),jt.delete(t)}}var qo=`.strips {
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
`;var Go=`<div class="strips">
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
`;function rt(s){let t=s>>>0;return()=>{t=t+1831565813>>>0;let e=Math.imul(t^t>>>15,t|1);return e^=e+Math.imul(e^e>>>7,e|61),((e^e>>>14)>>>0)/4294967296}}function V(s){let t=null;return()=>{if(t!==null){let n=t;return t=null,n}let e=Math.sqrt(-2*Math.log(1-s())),o=2*Math.PI*s();return t=e*Math.sin(o),e*Math.cos(o)}}function Ho(s,t){if(s>60)return Math.max(0,Math.round(s+Math.sqrt(s)*V(t)()));let e=Math.exp(-s),o=-1;for(let n=1;n>=e;o++)n*=t();return Math.max(0,o)}function Vo(s,t){let e=Array.from({length:s},(o,n)=>n);for(let o=s-1;o>0;o--){let n=Math.floor(t()*(o+1));[e[o],e[n]]=[e[n],e[o]]}return e}var mr=56,ve=new WeakMap,hs=class{constructor(t){this.find=e=>t.querySelector(e),this.rows={walk:this.find(".walk .groups"),prior:this.find(".prior .groups")},this.words=new $("en",{}),this.teller=new X,this.data=null,this.values={},this.kept={};for(let e of["walk_from","walk_to"])this.find(`.${e}`).onchange=({target:o})=>this.change("walk",{[e]:o.value});for(let[e,o]of[["steps","walk"],["samples","prior"]])this.find(`.${e}`).oninput=({target:n})=>this.change(o,{[e]:Number(n.value)});this.find(".again").onclick=()=>this.change("prior",{draw:this.values.draw+1});for(let e of["A","B"])this.find(`.keep_${e.toLowerCase()}`).onclick=()=>this.keep(e);this.heard=P("decoder",()=>this.data&&!this.data.groups&&this.draw())}close(){this.heard(),this.teller.close()}update(t,e){this.send=e;let o=this.data?.version===t.version;if(this.data=t,!(o||this.teller.waiting))if(this.values={...t.values},this.kept={...t.kept},this.words=new $(t.language,t.sentences),this.label(),this.showValues(),t.groups)for(let[n,i]of Object.entries(t.groups))this.show(n,i);else this.draw()}get ready(){return!!(p.decoders.get(this.data.key)&&p.spaces.get(this.data.key))}label(){let{text:t}=this.words,e=(o,n)=>this.find(o).textContent=t(`strips.${n}`);e(".walk h3","heading_walk"),e(".prior h3","heading_samples");for(let o of["keep_a","keep_b","again"])e(`.${o}`,o);for(let o of["walk_from","walk_to"])this.find(`.${o}`).previousElementSibling.textContent=t(`strips.${o}`);for(let o of["steps","samples"])this.find(`.${o}`).previousElementSibling.firstElementChild.textContent=t(`strips.${o}`),this.find(`.${o}`).setAttribute("aria-label",t(`strips.${o}`));this.find(".prior .hint").textContent=this.data.hint}showValues(){let{text:t}=this.words,e=Array.from({length:10},(n,i)=>[String(i),t("strips.centre",{digit:i})]),o=Object.keys(this.kept).sort().map(n=>[n,t("strips.point",{letter:n})]);for(let n of["walk_from","walk_to"]){let i=[...e,...o].map(([r,a])=>new Option(a,r));this.find(`.${n}`).replaceChildren(...i),this.find(`.${n}`).value=this.values[n]}for(let n of["steps","samples"]){let i=this.find(`.${n}`);i.value=this.values[n],i.previousElementSibling.lastElementChild.textContent=this.values[n]}this.find(".walk .hint").textContent=t("strips.walk_hint",{steps:this.values.steps})}change(t,e){Object.assign(this.values,e),this.showValues(),this.ready&&this.draw([t]),this.tell()}keep(t){let e=p.pins[this.data.space]?.z;e&&(this.kept[t]=Array.from(e),this.showValues(),this.ready&&this.draw(["walk"]),this.tell())}tell(){let t={values:this.values,kept:this.kept,answered:this.ready};this.teller.tell({view:"map"},{},null,()=>this.send("set",t))}place(t){return this.kept[t]??p.spaces.get(this.data.key).centre(Number(t))}points(t){let{values:e,data:o}=this;if(t==="walk")return Ls(this.place(e.walk_from),this.place(e.walk_to),e.steps);let n=V(rt(e.draw));return Array.from({length:e.samples},()=>Array.from({length:o.dim},n))}draw(t=["walk","prior"]){if(!this.ready)return;let e=p.decoders.get(this.data.key),{text:o}=this.words;for(let n of t){let i=this.points(n),r=l=>n==="walk"?o("strips.step_label",{step:l+1,steps:i.length}):o("strips.sample_label",{number:l+1}),a=F(i.map(l=>e.decode(l,this.data.beta)));this.show(n,[{title:"",size:mr,pixels:a,captions:[],labels:i.map((l,c)=>r(c))}]),this.rows[n].dataset.by="browser"}}show(t,e){et(this.rows[t],e),this.rows[t].dataset.by="server",this.rows[t].dataset.version=this.data.version,T()}};function Ko(s){let{parentElement:t,setTriggerValue:e}=s;ve.has(t)||ve.set(t,new hs(t));let o=ve.get(t);return o.update(O(s.data),e),()=>{o.close(),ve.delete(t)}}var W={html:$o,css:[He,To],component:Wo},at={html:so,css:[yt],component:oo},Xo={html:io,css:[no],component:ro},Jo={html:lo,css:[He,ao],component:go},Yo={html:Gs,css:[qs],component:eo},Zo={html:_o,css:[yt,Ao],component:Po},Qo={html:bo,css:[yt,wo],component:yo},tn={html:Mo,css:[yt,ko],component:Eo},en={html:Go,css:[yt,qo],component:Ko};var K=28,fr=K*K,ke=s=>Math.min(1,Math.max(0,s));function sn(s,t,e){let o=V(e);return s.map(n=>ke(n+Math.sqrt(t)*o()))}function pr(s,t,e){let o=V(e);return s.map((n,i)=>ke(n+Math.sqrt(t*(i%K)/(K-1))*o()))}function on(s,t,e){let o=2**Math.ceil(Math.log2(new Set(s).size));return s.map(n=>ke(Ho(n*o,e)/o))}function ye(s){return(t,e,o)=>t.map(n=>o()>=e?n:o()<s?1:0)}function nn(s,t,e){let o=V(e);return s.map(n=>ke(n+n*Math.sqrt(t)*o()))}function gr(s,t,e){let o=Math.trunc(t),[n,i]=[0,0].map(()=>Math.floor(e()*(K-o+1)));return s.map((r,a)=>{let[l,c]=[Math.floor(a/K)-n,a%K-i];return l>=0&&l<o&&c>=0&&c<o?0:r})}function wr(s,t,e){let o=Math.trunc(t),n=K/o,i=Vo(n*n,e);return s.map((r,a)=>{let[l,c]=[Math.floor(a/K),a%K],h=i[Math.floor(l/o)*n+Math.floor(c/o)],u=Math.floor(h/n)*o+l%o;return s[u*K+h%n*o+c%o]})}function br(s,t,e){return t===0?s.slice():[[sn,.3],[ye(.5),.2],[on,0],[nn,.1]].reduce((n,[i,r])=>i(n,r*t,e),s)}var xr={none:s=>s.slice(),course:br,gaussian:sn,localvar:pr,poisson:on,salt:ye(1),pepper:ye(0),"s&p":ye(.5),speckle:nn,mask:gr,shuffle:wr};function Me(s,t,e,o,n=0){if(s.length!==fr)throw new Error(`784 pixels are expected, got ${s.length}`);return xr[t](s,e,rt(Math.imul(o+1,2654435761)+n))}function At(s,t,e){let o=Array.from(s),n=Array.from(t,r=>Math.exp(.5*r)),i=o.map((r,a)=>r+n[a]*e[a]);return{zMean:o,zLogVar:Array.from(t),sigma:n,epsilon:e,z:i}}function rn({zMean:s,zLogVar:t}){return s.reduce((e,o,n)=>e-.5*(1+t[n]-o**2-Math.exp(t[n])),0)}function Se(s,t){let e=0;for(let o=0;o<s.length;o++){let n=Math.min(.9999999,Math.max(1e-7,t[o]));e-=s[o]*Math.log(n)+(1-s[o])*Math.log(1-n)}return e}function Ee({zMean:s,sigma:t},e,o=72){return Array.from({length:o},(n,i)=>{let r=2*Math.PI*i/o;return[s[0]+e*t[0]*Math.cos(r),s[1]+e*t[1]*Math.sin(r)]})}var an="3, 2, 1, 18, 4, 8, 11, 0, 61, 7",vr="inception",yr=24,ds=1e4,Ae=784,ln=[48,96],cn={"s&p":"salt_and_pepper"};function us(s){return s.split(/[\s,;]+/).filter(e=>/^\d+$/.test(e)).map(Number).filter(e=>e<ds).slice(0,yr)}function hn(s,t){let e=s.reduce((o,n,i)=>o+(n-t[i])**2,0)/s.length;return-10*Math.log10(Math.max(e,1e-12))}async function kr(s){let{text:t,content:e}=s,o=e.models.map(m=>m.name),n=Object.keys(e.noise),i=z("noise",n,"course"),r=e.noise[i],a={model:s.model(z("model",o,"denoiser")),mode:i,level:C("level",r.default,r.low,r.high),seed:C("seed",0,0,999999),digits:us(q("digits")??an)};a.digits.length||(a.digits=us(an)),s.add(k(t("denoise.lead"),"lead"),...Mr(s,a,o,n));let l=f("div"),c=f("div",{data:{part:"figures"}});s.add(l,c,k(t("denoise.numbers_note"),"hint"));let h=await Q(),u=await nt(),d=s.mount(at,l,{groups:[]});a.draw=()=>{let m=Sr(s,a,h,u);d.update({level:3,groups:m.groups}),c.replaceChildren(Or(s,m))},a.draw(),await Promise.all([gt(a.model),I(a.model),gt(dn(s))]),a.draw()}function Mr(s,t,e,o){let{text:n}=s,i=d=>n(`noise.mode_${cn[d]??d}`),r=s.content.noise[t.mode],a=d=>{_(d),s.render()},l=d=>{Object.assign(t,d),_({level:st(t.level),seed:t.seed}),t.draw?.()},c=r.choices.length?L("level",n("noise.level_shuffle"),r.choices.map(d=>[String(d),String(d)]),String(t.level),d=>l({level:Number(d)})):Rt("level",n(`noise.level_${cn[t.mode]??t.mode}`),{low:r.low,high:r.high,step:r.high>2?1:.05,value:t.level,written:d=>s.words.plain(d)},d=>l({level:d})),h=f("input",{type:"text",value:t.digits.join(", "),data:{name:"digits"}});h.onchange=()=>a({digits:h.value});let u=()=>a({digits:t.digits.map(()=>Math.floor(Math.random()*ds)).join(",")});return[f("div",{className:"row settings",data:{part:"settings"}},L("model",n("denoise.model"),e.map(d=>[d,s.title(s.model(d))]),t.model.name,d=>a({model:d})),L("noise",n("noise.mode"),o.map(d=>[d,i(d)]),t.mode,d=>a({noise:d,level:null})),...r.low===r.high?[]:[c],B("seed",n("site.other_noise"),()=>l({seed:(t.seed+1)%1e6}))),f("div",{className:"row",data:{part:"digits"}},f("label",{className:"field wide"},f("span",{},n("denoise.digits",{last:ds-1})),h),B("others",n("denoise.others"),u))]}function Sr(s,t,e,o){let{text:n}=s,[i,r]=[p.encoders.get(t.model.key),p.decoders.get(t.model.key)],a=t.digits.map(b=>Float32Array.from(e.subarray(b*Ae,(b+1)*Ae),x=>x/255)),l=a.map((b,x)=>Me(b,t.mode,t.level,t.seed,x)),c=i&&r?l.map(b=>Ar(t.model,i,r,b)):null,h=Math.min(ln[1],Math.max(ln[0],Math.floor(900/a.length)-6)),u=t.digits.map(b=>n("denoise.label",{digit:o[b],index:b})),d=(b,x,v,S="")=>({title:b,size:h,pixels:_r(x),captions:v,labels:u.map(E=>S+E)}),m=Er(s,l),g=n("denoise.corrupted")+(m.length?` \xB7 ${n("site.named_by",{system:n("denoise.system_inception")})}`:""),w=[d(n("denoise.clean"),a,t.digits.map(b=>String(o[b]))),d(g,l,m,`${n("denoise.corrupted")}: `)];return c&&w.push(d(n("denoise.restored"),c,[],`${n("denoise.restored")}: `)),{groups:w,clean:a,corrupted:l,restored:c}}function Er(s,t){let e=p.encoders.get(dn(s).key);return e?t.map(o=>{let{probabilities:n}=e.run(o),i=Math.max(...n);return`\u2192 ${n.indexOf(i)} \xB7 ${s.words.number(i,".0%")}`}):[]}function dn(s){return s.content.classifiers.find(({name:t})=>t===vr)}function Ar(s,t,e,o){t.follow(s.beta);let n=t.run(o).z_mean;return Float32Array.from(e.decode(Array.from(n),s.beta),i=>i/255)}function _r(s){return F(s.map(t=>Uint8ClampedArray.from(t,e=>255*e)))}function Or(s,{clean:t,corrupted:e,restored:o}){let{text:n,words:i}=s,r=t.map(()=>new Float32Array(Ae)),a=[["restored",o],["noisy",e],["black",r]],l=u=>u.reduce((d,m)=>d+m,0)/u.length,c=f("tr",{},...[n("denoise.picture"),n("denoise.measure_psnr"),n("denoise.measure_bce")].map(u=>f("th",{scope:"col"},u))),h=a.filter(([,u])=>u).map(([u,d])=>{let m=d,g=l(m.map((b,x)=>hn(t[x],b))),w=l(m.map((b,x)=>Se(t[x],b)/Ae));return f("tr",{},f("th",{scope:"row"},n(`denoise.row_${u}`)),f("td",{},i.number(g,".1f")),f("td",{},i.number(w,".3f")))});return f("table",{},f("thead",{},c),f("tbody",{},...h))}var gs={};Tt(gs,{show:()=>Jr});var un=`<div class="sketch">
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
`;var mn=`.sketch {
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
`;var[$r,Ir]=[.02,.5];function gn(s,t){let e=fn(s,t,$r),o=fn(s,t,Ir);if(!e||!o)return null;let[n,i,r,a]=e,l=Math.max(o[1]-o[0],o[3]-o[2]),c=Math.max(20/Math.max(i-n,a-r),18/l),h=Math.max(1,Math.round((i-n)*c)),u=Math.max(1,Math.round((a-r)*c)),d=Cr(s,t,e,h,u);return zr(d,h,u)}function fn(s,t,e){let[o,n,i,r]=[t,0,t,0];for(let a=0;a<s.length;a++){if(s[a]<=e)continue;let[l,c]=[Math.floor(a/t),a%t];[o,n]=[Math.min(o,l),Math.max(n,l+1)],[i,r]=[Math.min(i,c),Math.max(r,c+1)]}return n?[o,n,i,r]:null}function Cr(s,t,e,o,n){let[i,r,a,l]=e,c=pn(r-i,o),h=pn(l-a,n),u=new Float32Array(o*n);for(let d=0;d<o;d++)for(let m=0;m<n;m++){let g=0;for(let[w,b]of c[d])for(let[x,v]of h[m])g+=b*v*s[(i+w)*t+a+x];u[d*n+m]=Math.min(1,g)}return u}function pn(s,t){let e=s/t;return Array.from({length:t},(o,n)=>{let[i,r]=[n*e,(n+1)*e],a=[];for(let l=Math.floor(i);l<Math.min(s,Math.ceil(r-1e-9));l++)a.push([l,(Math.min(r,l+1)-Math.max(i,l))/e]);return a})}function zr(s,t,e){let[o,n,i]=[0,0,0];s.forEach((h,u)=>{o+=h,n+=h*Math.floor(u/e),i+=h*(u%e)});let r=(h,u)=>{let d=14-Math.floor(h+.5);return u>20?d:Math.min(28-u,Math.max(0,d))},[a,l]=[r(n/o,t),r(i/o,e)],c=new Float32Array(784);return s.forEach((h,u)=>{let[d,m]=[a+Math.floor(u/e),l+u%e];d>=0&&d<28&&m>=0&&m<28&&(c[d*28+m]=h)}),c}var Lr=[[["x","x = images / 255"]],[["encoder","z_mean, z_log_var = encoder(x)"]],[["z_mean","Dense(latent_dim)(h)"],["z_log_var","Dense(latent_dim)(h)"]],[["sigma","ops.exp(0.5 * z_log_var)"],["epsilon","keras.random.\u200Bnormal(shape)"]],[["z","z_mean + sigma * epsilon"]],[["decoder","x_decoded = decoder(z)"]],[["x_decoded","sigmoid, 0 to 1"]]],Nr={sigma:"\u03C3 (sigma)",epsilon:"\u03B5 (epsilon)"},Rr=["x","x_decoded"],wn=["encoder","decoder"],_e=class{constructor(t){this.values={},t.replaceChildren(...Lr.map(e=>this.column(e)))}column(t){let e=document.createElement("li");return e.append(...t.map(([o,n])=>this.card(o,n))),e}card(t,e){let o=document.createElement("div");o.className=wn.includes(t)?"card network":"card";let n=document.createElement("strong");n.textContent=Nr[t]??t;let i=document.createElement("code");i.textContent=e;let r=this.value(t);return o.append(n,...r?[r]:[],i),o}value(t){if(wn.includes(t))return null;let e=document.createElement(Rr.includes(t)?"canvas":"span");return e.className="value",e.dataset.name=t,e instanceof HTMLCanvasElement&&(e.width=e.height=28,e.setAttribute("role","img")),this.values[t]=e,e}show(t,e,o){for(let[n,i]of Object.entries(t))this.values[n].textContent=i;for(let[n,i]of Object.entries(o))this.values[n].setAttribute("aria-label",i);for(let[n,i]of Object.entries(e))J(this.values[n],i)}clear(t){for(let[e,o]of Object.entries(t))this.values[e].setAttribute("aria-label",o);for(let e of Object.values(this.values))e instanceof HTMLCanvasElement?e.width=e.height=28:e.textContent="\u2013"}};var fs=784,Fr=[1,2],Dr=4.5,Oe=new WeakMap;function bn(){let s=V(Math.random);return[s(),s()]}var ps=class{constructor(t){let e=o=>t.querySelector(o);this.find=e,this.machine=new _e(e(".machine")),this.said=e(".said"),this.again=e(".again"),this.example=e(".example"),this.words=new $("en",{}),this.epsilon=bn(),this.digit=null,this.cloud=null,this.data=null,this.frame=0,this.again.onclick=()=>this.drawAgain(),this.example.onclick=()=>this.takeExample(),this.heard=["decoder","pictures"].map(o=>P(o,()=>this.data&&this.show()))}close(){this.heard.forEach(t=>t()),p.pickers.delete(this.data?.plane.space),this.board?.close(),this.maps?.forEach(t=>t.close())}update(t,e){let o=this.data?.version===t.version;if(this.data=t,this.send=e,o)return;this.words=new $(t.language,t.sentences);let{text:n}=this.words;this.again.textContent=n("sketch.again"),this.example.textContent=n("sketch.example"),this.find(".hint").textContent=n("sketch.hint"),this.mountBoard(),this.mountMap(),this.think()}mountBoard(){let{board:t}=this.data;this.board?this.board.update(t):this.board=$t(Xo,this.find(".board"),t,(o,{strokes:n})=>this.send("drawn",{strokes:n}));let e=Ye(this.board.root);e.changed=()=>this.drawn(e),this.drawn(e)}mountMap(){let{plane:t}=this.data,e={...t,marks:[],label:this.words.text("sketch.near"),tools:{}};this.maps=[t,e].map((o,n)=>{let i=this.find(n?".near":".map");return this.maps?(this.maps[n].update(o),this.maps[n]):$t(W,i,o)}),this.planes=this.maps.map(({root:o})=>jo(o));for(let o of this.planes)o.over=(n,i)=>this.drawCloud(n,i);p.pickers.set(t.space,this)}get encoder(){return p.encoders.get(this.data.key)??null}get decoder(){return p.decoders.get(this.data.key)??null}drawn(t){t.strokes.length===0&&this.isExample||(this.isExample=!1,cancelAnimationFrame(this.frame),this.frame=requestAnimationFrame(()=>{let e=Float32Array.from(t.pixels(),o=>o/255);this.digit=t.strokes.length?gn(e,t.data.side):null,this.think()}))}takeExample(){let t=p.pictures.get(this.data.pictures);if(!t)return void y("pictures-wanted");let e=Math.floor(Math.random()*(t.length/fs));Ye(this.board?.root)?.change([]),cancelAnimationFrame(this.frame),this.isExample=!0,this.digit=Float32Array.from(t.subarray(e*fs,(e+1)*fs),o=>o/255),this.think()}drawAgain(){this.epsilon=bn(),this.think()}take({x:t,y:e}){let{cloud:o}=this;return o&&(this.epsilon=[t,e].map((n,i)=>(n-o.zMean[i])/o.sigma[i]),this.think()),!0}think(){let{digit:t,encoder:e,data:o}=this;if(this.cloud=null,t&&e){e.follow(o.beta);let{z_mean:n,z_log_var:i}=e.run(t);this.cloud=At(n,i,this.epsilon)}this.show()}show(){let{cloud:t,decoder:e,digit:o,words:n}=this;if(this.again.disabled=!t,this.example.hidden=!this.data.pictures,!t&&o&&this.encoder)return this.think();let i={x:n.text("sketch.digit"),x_decoded:n.text("sketch.decoded")};if(!t||!o)this.machine.clear(i),this.said.textContent=n.text("sketch.empty");else{let r={x:Uint8ClampedArray.from(o,l=>255*l)};e&&(r.x_decoded=e.decode(t.z,this.data.beta));let a=l=>n.numbers(l,".2f");this.machine.show({z_mean:a(t.zMean),z_log_var:a(t.zLogVar),sigma:n.numbers(t.sigma,".3f"),epsilon:a(t.epsilon),z:a(t.z)},r,i),this.said.replaceChildren(...Cs([this.name(),this.costs(r.x_decoded)].filter(Boolean).join(" ")))}this.showOnMaps(),T()}showOnMaps(){let{cloud:t,planes:e}=this;if(e){if(e[0].canvas.dataset.cloud=t?[...t.zMean,...t.sigma,...t.z].join(","):"",this.find(".near").hidden=!t,p.pins[this.data.plane.space]=t?{x:t.z[0],y:t.z[1],index:null}:null,t){let o=Dr*Math.max(...t.sigma.slice(0,2));e[1].axes=[0,1].map(n=>new N(t.zMean[n]-o,t.zMean[n]+o)),e[1].draw()}y("pin")}}name(){let t=p.encoders.get(this.data.classifier);if(!t||!this.digit)return"";let{probabilities:e}=t.run(this.digit),o=Math.max(...e);return this.words.text("sketch.answer",{digit:e.indexOf(o),share:o})}costs(t){if(!t||!this.cloud||!this.digit)return"";let e=Se(this.digit,Float32Array.from(t,o=>o/255));return this.words.text("sketch.costs",{reconstruction:e,kl:rn(this.cloud)})}drawCloud(t,e){let{cloud:o}=this;if(!o)return;let[n,i]=e.screen(o.zMean[0],o.zMean[1]);for(let r of Fr){xt(t,e,Ee(o,r));for(let[a,l]of[[5,e.paper],[2.5,it]])t.lineWidth=a,t.strokeStyle=l,t.stroke()}t.beginPath(),t.arc(n,i,4,0,2*Math.PI),t.fillStyle=e.ink,t.fill()}};function xn(s){let{parentElement:t,setTriggerValue:e}=s;Oe.has(t)||Oe.set(t,new ps(t));let o=Oe.get(t);return o.update(O(s.data),e),()=>{o.close(),Oe.delete(t)}}var Ur=.04,Br=["ground","hand","closer","further","whole","play"];function _t(s,t=""){return t+s.key.slice(0,8)}function ht(s,t,e){return t.dim===1?[s.text("map.axis",{number:1}),s.text("map.axis_spread")]:e.map(o=>s.text("map.axis",{number:o+1}))}function Wt(s,t){return{digits:t,colours:s.content.colours,legend:s.text("map.legend",{digit:"{digit}"})}}function jr(s,t){let e=s.flat(t),o=rt(0);if(s.dim===1)for(let n=1;n<e.length;n+=2)e[n]=2*o()-1;return e}function Wr(s,t){return Array.from({length:10},(e,o)=>{let n=Array.from(t.keys()).filter(i=>t[i]===o);return[0,1].map(i=>Gt(Float32Array.from(n,r=>s[2*r+i]).sort(),.5))})}function qr(s){let t=[0,1].map(e=>{let[o,n]=[1/0,-1/0];for(let r=e;r<s.length;r+=2)[o,n]=[Math.min(o,s[r]),Math.max(n,s[r])];let i=Ur*(n-o)+.001;return[o-i,n+i]});return{x:t[0],y:t[1]}}function vn(s,t,e,o={}){return{key:s.key,base:t.centre(),axes:e,slice:!1,ground:!1,beta:null,at:s.beta,...o}}function Ot(s,t,e,o=Br){let n=o.map(i=>[i,s.text(`live.${i}`)]);return{save:s.text("export.picture"),file:`${t.name}-${e}.png`,...Object.fromEntries(n)}}function dt(s,t,e,o,n="",i={}){let r=jr(e,o),a=s.text("layers.colour_digit");return{view:qr(r),axes:ht(s,t,o),label:s.text("map.map_label",{count:e.count,colour:a}),space:_t(t,n),points:r,marks:Wr(r,e.labels),pictures:Z,live:vn(t,e,o,{slice:!0}),tools:{...Ot(s,t,"map"),lasso:s.text("gallery.lasso")},...Wt(s,e.labels),...i}}function Pe(s,t,e,o,n="",i={}){let r=o[0]===0&&o[1]===Math.min(1,t.dim-1),[a,l]=r?[t.grid.x,t.grid.y]:o.map(c=>Gr(e,c));return{view:{x:[a[0],a[a.length-1]],y:[l[0],l[l.length-1]]},ticks:{x:a,y:t.dim>1?l:[-1,1]},axes:ht(s,t,o),label:s.text("map.grid_label",{size:a.length}),space:_t(t,n),live:vn(t,e,o,{ground:!0,solid:!0}),tools:Ot(s,t,"grid",[]),...i}}function Gr(s,t,e=20){let o=s.sorted(t),[n,i]=[Gt(o,.01),Gt(o,.99)];return Array.from({length:e},(r,a)=>n+(i-n)*a/(e-1))}var Hr={html:un,css:[mn],component:xn},Vr=112,Kr=["label","hint","undo","clear"],Xr="dual_clean",yn=[];async function kn(s,t,e){let o=await G(t),i=dt(s,t,o,[0,1],"draw-"),r=s.content.classifiers.find(({name:l})=>l===Xr),a=Object.fromEntries(Kr.map(l=>[l,s.text(`own.${l}`)]));s.mount(Hr,e,{key:t.key,beta:t.beta,classifier:r?.key??null,pictures:Z,board:{side:Vr,strokes:yn,...a},plane:{...i,pictures:null,label:s.text("sketch.map_label",{count:o.count}),live:{...i.live,slice:!1},tools:{...i.tools,lasso:"",play:""}},...s.spoken(["sketch"])},(l,c)=>yn=c.strokes),await Promise.all([gt(t),I(t)]),r&&await gt(r),await Q()}async function Jr(s){let t=s.content.models.filter(i=>i.variational&&i.dim===2),e=s.model(z("model",t.map(({name:i})=>i),"vae_functional")),o=i=>{_({model:i}),s.render()},n=f("div",{data:{part:"sketch"}});s.add(k(s.text("sketch.lead"),"lead"),f("div",{className:"row settings",data:{part:"settings"}},L("model",s.text("map.model"),t.map(i=>[i.name,s.title(i)]),e.name,o)),n),await kn(s,e,n)}var ys={};Tt(ys,{show:()=>ta});var Yr=4,Zr=253,Mn=784,Sn=2,ws=Math.sqrt(-2*Math.log(.05));function En(s,t){return t/s*2*Mn/Sn}function Te(s){return{k1:1,k2:s*Sn/(2*Mn)}}function bs(){return{group:null,name:"",line:Array.from({length:72},(t,e)=>[ws*Math.cos(e*Math.PI/36),ws*Math.sin(e*Math.PI/36)])}}function An(s){let t=0;for(let e=0;e<s.length;e+=2)Math.hypot(s[e],s[e+1])<ws&&t++;return t/(s.length/2)}async function $e(s,{space:t,beta:e,label:o,ground:n,reach:i=Yr}){let{sweep:r}=s.content,[a,l]=await Promise.all([Qt(),nt()]),c=s.model("any_beta"),h={value:e,low:r.low,high:r.high,stops:Zr,label:s.text("live.beta"),picture:s.text("live.picture"),ticks:s.content.lesson.losses.map(d=>d.beta),maps:{key:`${c.key} all`,betas:r.betas,codes:a,unit:r.unit}};return{data:{view:{x:[-i,i],y:[-i,i]},axes:ht(s,c,[0,1]),label:o,space:t,pin:[0,0],outlines:[bs()],live:{key:c.key,base:[0,0],axes:[0,1],slice:!1,ground:n,beta:h},tools:Ot(s,c,"map"),points:new Float32Array(2*r.count),marks:[],...Wt(s,l.subarray(0,r.count))},count:r.count}}var Ie="kl-live",xs=[0,1],Qr=["play","pause","speed","scrub","beta","kl","reconstruction","active","record","recording","take","map","curve","unable"],_n=["live","movie"];async function ta(s){let t=z("part",_n,"live"),{text:e}=s,o=_n.map(n=>{let i=B(`part_${n}`,e(`kl.part_${n}`),()=>vs(s,{part:n}));return i.setAttribute("aria-pressed",String(n===t)),i});s.add(f("div",{className:"row tabs",data:{part:"parts"}},...o)),t==="movie"?await sa(s):await ea(s)}function vs(s,t){_(t),s.render()}function On(s){return Object.fromEntries(Qr.map(t=>[t,s.text(`kl_movie.${t}`)]))}async function ea(s){let{text:t,content:e}=s,{sweep:o}=e,n=s.model("any_beta"),i=Math.min(o.high,Math.max(o.low,En(C("k1",1,0),C("k2",.001,0)))),r=Object.entries(e.presets).map(([m,[g,w]])=>B(`preset_${m}`,t(`kl.preset_${m}`),()=>vs(s,{k1:g,k2:st(w)}),"small")),a=f("p",{className:"hint"});s.add(k(t("kl.lead_live")),f("div",{className:"row",data:{part:"presets"}},...r),a);let l=[f("div"),f("div"),f("div")],c=["kl.heading_drag","map.heading_grid","kl.heading_curve"],h=["map","grid","curve"];s.add(f("section",{className:"three"},...l.map((m,g)=>f("div",{data:{part:h[g]}},f("h3",{className:"section"},t(c[g])),m))));let u=m=>{let{k1:g,k2:w}=Te(m),b={k1:s.words.plain(g),k2:s.words.plain(w),dim:2,beta:s.words.plain(m)};a.replaceChildren(...k(t("kl.formula",b)).childNodes)};u(i);let d=(await $e(s,{space:Ie,beta:i,label:t("live.label"),ground:!0})).data;s.mount(W,l[0],d,(m,g)=>{if(m!=="beta")return;let{k1:w,k2:b}=Te(g);_({k1:w,k2:st(b)}),u(g)}),s.mount(W,l[1],{view:{x:[n.grid.x[0],n.grid.x[19]],y:[n.grid.y[0],n.grid.y[19]]},ticks:n.grid,axes:ht(s,n,xs),label:t("map.grid_label",{size:n.grid.x.length}),space:Ie,live:{key:n.key,base:[0,0],axes:xs,slice:!1,ground:!0,solid:!0,beta:null,follow:Ie},tools:Ot(s,n,"grid",[])}),s.mount(Yo,l[2],{...o,beta:i,follow:Ie,label:t("kl.curve"),labels:[t("kl.axis_kl"),t("kl.axis_reconstruction")],words:On(s)}),await I(n)}async function sa(s){let{text:t,content:e}=s,{sweep:o}=e,n=f("div",{data:{part:"film"}});s.add(k(t("kl_movie.lead",{count:o.count})),n);let[i,r]=await Promise.all([Qt(),nt()]);s.mount(Jo,n,{...o,codes:i,outlines:[bs()],axes:ht(s,s.model("any_beta"),xs),words:On(s),labels:[t("kl.axis_kl"),t("kl.axis_reconstruction")],...Wt(s,r.subarray(0,o.count))},(a,l)=>vs(s,{part:null,k1:1,k2:st(Te(l).k2)}))}var Ts={};Tt(Ts,{show:()=>wa});var Ce=72,Ms=6,oa=7,Pt=784,As=[0,1],na=6,Tn=4.5,ks=.13,Pn=10,ia=10;async function _s(s){let t=await Q();return s.map(e=>t.subarray(e*Pt,(e+1)*Pt))}function Ss(s,t,e,o,n=[],i=Ce){let r=o.map(a=>s.text("lesson.picture",{what:t,digit:a}));return{title:t,size:i,pixels:F(e),labels:r,captions:n}}function $n(s){let{autoencoder:t,vae:e}=s.content.lesson;return[["ae",s.model(t)],["vae",s.model(e)]]}function Os(s,t){return f("div",{},f("h3",{},s),t)}async function ra(s,t){let e=f("div");t.append(e);let{labels:o}=await s.chosenDigit(),n=await _s(Array.from({length:Ms},(a,l)=>l)),i=Array.from(o.subarray(0,Ms)),r=Object.entries(s.content.lesson.tasks).map(([a,[l,c]])=>{let h=n.map((u,d)=>{let m=Float32Array.from(u,g=>g/255);return Uint8ClampedArray.from(Me(m,l,c,oa,d),g=>255*g)});return Ss(s,s.text(`lesson_task.row_${a}`),h,i)});s.mount(at,e,{groups:[Ss(s,s.text("lesson_task.row_clean"),n,i),...r]})}async function aa(s,t){let e=s.model(s.content.lesson.autoencoder),{index:o,digit:n}=await s.chosenDigit(),r=(await G(e)).code(o),a=[f("div"),f("div")];t.append(a[0],la(s,r),a[1]);let[l]=await _s([o]);await I(e);let c=p.decoders.get(e.key)?.decode(r)??new Uint8Array(Pt);[l,c].forEach((h,u)=>{let d=s.text(`lesson_coder.${u?"after":"before"}`);s.mount(at,a[u],{groups:[Ss(s,d,[h],[n],[],2*Ce)]})})}function la(s,t){let e=Math.max(...t.map(Math.abs)),o=t.map((n,i)=>{let r=f("span",{className:"bar"});return r.style.width=`${50*Math.abs(n)/e}%`,r.style.marginLeft=`${n<0?50-50*Math.abs(n)/e:50}%`,f("li",{},f("span",{},`z${i+1}`),f("span",{className:"track"},r),f("span",{},s.words.number(n,".1f")))});return Os(s.text("lesson_coder.code",{count:t.length}),f("ol",{className:"bars"},...o))}async function ca(s,t){let e=s.model(s.content.lesson.vae),o=await G(e),[n,i]=[f("div"),f("div")];t.append(n,i);let r=dt(s,e,o,As,"lesson-",{label:s.text("lesson.map_label",{count:o.count})});s.mount(W,n,{...r,live:{...r.live,slice:!1}}),s.mount(tn,i,{space:r.space,key:e.key,pictures:Z,count:Ms,title:s.text("lesson_clusters.nearest"),hint:s.text("lesson_clusters.click"),label:s.text("lesson.picture",{what:"{what}",digit:"{digit}"}),told:{view:"lesson"},place:null,groups:null}),I(e),await Q()}async function ha(s,t){let e=f("div",{className:"two"});t.append(e);for(let[o,n]of $n(s)){let i=f("div"),r=Os(s.text(`lesson_holes.${o}`),i);r.append(k(s.text(`lesson_holes.${o}_caption`,{dim:n.dim}),"hint")),e.append(r);let a=await G(n),l=Pe(s,n,a,As,"lesson-"),c={x:Es(l.ticks.x),y:Es(l.ticks.y)};s.mount(W,i,{...l,label:s.text(`lesson_holes.${o}_alt`),ticks:c,live:{...l.live,tiles:ia}}),I(n)}}function Es(s){return s.filter((t,e)=>e%2===0)}async function In(s,t,e,o=[],n=1){let i=s.model(s.content.lesson.vae),r=await G(i),{mean:a,logVar:l}=await s.chosenDigit(),c=At(a,l,[0,0]),h=[1,2].map(x=>({group:null,name:`${x}\u03C3`,line:Ee(c,x)})),u=f("div",{className:"two"});t.append(u);let d=Tn*n*Math.max(...c.sigma),g={view:{x:[a[0]-d,a[0]+d],y:[a[1]-d,a[1]+d]},marks:[],label:s.text("lesson_cloud.near_label")},b=[["lesson_cloud.whole",{}],[`lesson_${e}.near`,g]].map(([x,v])=>{let S=f("div");u.append(f("div",{},S,k(s.text(x),"hint")));let E=dt(s,i,r,As,"lesson-",{outlines:h,holes:o,...v});return{data:E,plane:s.mount(W,S,E)}});return{model:i,cloud:c,mounted:b}}async function da(s,t){let{model:e}=await In(s,t,"cloud"),{index:o,digit:n,mean:i}=await s.chosenDigit(),r=f("div");t.append(r);let[a]=await _s([o]);await I(e);let l=[s.text("lesson_cloud.digit"),s.text("lesson_cloud.rebuilt")],c=p.decoders.get(e.key)?.decode(Array.from(i))??new Uint8Array(Pt);s.mount(at,r,{groups:[{title:"",size:Ce,pixels:F([a,c]),labels:l.map(h=>`${h}: ${n}`),captions:l}]})}async function ua(s,t){let e={wider:1,seed:0},o=f("div",{className:"row"}),[n,i]=[f("div"),f("div")];t.append(o,n,i);let r=s.mount(at,i,{groups:[]}),{mean:a,logVar:l}=await s.chosenDigit(),c=s.model(s.content.lesson.vae);await I(c);let h=()=>{let m=V(rt(e.seed));return Array.from({length:na},()=>{let g=a.map(()=>e.wider*m());return At(a,l,Array.from(g)).z})},{mounted:u}=await In(s,n,"draws",h()),d=(m={})=>{Object.assign(e,m);let g=h(),w=Tn*e.wider*Math.max(...At(a,l,[0,0]).sigma),b={x:[a[0]-w,a[0]+w],y:[a[1]-w,a[1]+w]};u.forEach(({data:E,plane:Y},R)=>Y.update({...E,holes:g,...R?{view:b}:{}}));let x=p.decoders.get(c.key),v=g.map(E=>x?.decode(E)??new Uint8Array(Pt)),S=g.map((E,Y)=>String(Y+1));r.update({groups:[{title:s.text("lesson_draws.decoded"),size:Ce,pixels:F(v),captions:S,labels:S.map(E=>s.text("lesson_draws.picture",{number:E}))}]})};o.append(Rt("wider",s.text("lesson_draws.wider"),{low:1,high:30,step:1,value:1},m=>d({wider:m})),B("again",s.text("lesson_draws.again"),()=>d({seed:e.seed+1}))),d()}async function ma(s,t){let e=f("div",{className:"three"});t.append(e);for(let{name:o,side:n,k1:i,k2:r,beta:a,reconstruction:l,kl:c}of s.content.lesson.losses){let h=`${s.words.plain(i)} : ${s.words.plain(r)}`,u=await js(o),d={beta:s.words.plain(a),reconstruction:s.words.number(l,".1f"),kl:s.words.number(c,".2f")},m=Os(`k1 : k2 = ${h}`,Ws(u,n*28,s.text("lesson_losses.alt",{weights:h})));m.append(k(s.text("lesson_losses.caption",d),"hint")),e.append(m)}}async function fa(s,t){let e=f("div"),o=k("","hint");t.append(e,o);let{sweep:n}=s.content,i=s.text("lesson_dial.label",{count:n.count,beta:s.words.plain(ks)}),{data:r}=await $e(s,{space:"lesson-dial",beta:ks,label:i,ground:!1,reach:n.far}),a=()=>{let l=p.betas.get(r.space)?.beta??ks,c=se(n.betas,l),h={inside:100*pa(r.live.beta.maps,n,c),reconstruction:ct(n.reconstruction,c),kl:ct(n.kl,c)};o.textContent=s.text("lesson_dial.caption",h)};s.leave(P("beta",a)),s.mount(W,e,r),y("beta"),await I(s.model("any_beta"))}function pa({codes:s,unit:t},{count:e},o){let n=2*e*Math.round(o);return An(Float32Array.from(s.subarray(n,n+2*e),i=>t*i))}async function ga(s,t){let e=f("div"),o=$n(s).reverse(),n=o[0][1].grid.y.length,i=s.mount(at,e,{groups:[]}),r=await Promise.all(o.map(([,l])=>G(l)));await Promise.all(o.map(([,l])=>I(l)));let a=l=>{let c=o.map(([h,u],d)=>{let{x:m,y:g}=u.grid,w=Es(m).map(S=>{let E=r[d].centre();return[E[0],E[1]]=[S,g[l-1]],E}),b=p.decoders.get(u.key),x=w.map(S=>b?.decode(S)??new Uint8Array(Pt)),v=w.map((S,E)=>s.text("lesson_walk.step",{number:E+1,count:w.length}));return{title:s.text(`lesson_walk.${h}`),size:42,pixels:F(x),labels:v,captions:[]}});i.update({groups:c})};t.append(Rt("height",s.text("lesson_walk.height"),{low:1,high:n,step:1,value:Pn},a),e),a(Pn)}var Cn={task:ra,coder:aa,clusters:ca,holes:ha,cloud:da,draws:ua,losses:ma,dial:fa,walk:ga};async function wa(s){let{steps:t}=s.content.lesson,e=Math.round(C("step",1,1,t.length)),o=t[e-1],n=await ya(s),i=f("div",{className:"picture",data:{part:"picture"}});s.add(ba(s,e),xa(s,e),f("section",{className:"lesson"},va(s,o,n),i)),s.content.lesson.choosing.includes(o.name)&&i.append(await ka(s)),await Cn[o.name](s,i)}function Ps(s,t){_(t),s.render()}function ba(s,t){let{steps:e}=s.content.lesson,o=(i,r)=>{let a=B(i,s.text(`lesson.${i}`),()=>Ps(s,{step:r}),i==="next"?"primary":"");return a.disabled=r<1||r>e.length,a},n=e.map(({name:i},r)=>[String(r+1),`${r+1}. ${s.text(`lesson_${i}.title`)}`]);return f("div",{className:"row",data:{part:"steps"}},o("back",t-1),L("step",s.text("lesson.step"),n,String(t),i=>Ps(s,{step:i})),o("next",t+1))}function xa(s,t){let{steps:e}=s.content.lesson,o=a=>a.reduce((l,c)=>l+c.minutes,0),n={number:t,count:e.length,minutes:e[t-1].minutes,done:o(e.slice(0,t-1)),total:o(e)},i=s.text("lesson.progress",n),r=f("progress",{max:n.total,value:n.done+n.minutes});return r.setAttribute("aria-label",i),f("div",{className:"progress",data:{part:"progress"}},r,f("p",{className:"hint"},i))}function va(s,{name:t,view:e,values:o},n){let i=c=>s.text(`lesson_${t}.${c}`,n),r=[1,2].map(c=>f("details",{},f("summary",{},...Ge(i(`question_${c}`))),k(i(`answer_${c}`)))),a=Object.fromEntries(Object.entries(o).filter(([,c])=>typeof c!="boolean")),l=B("open",i("open"),()=>{let c=s.content.presets[o.preset];_({view:e,...a,preset:null,compare:a.compare||null,...c?{k1:c[0],k2:c[1]}:{}},{opened:!0,alone:!0}),s.render()});return f("div",{data:{part:"sentences"}},f("h2",{},i("title")),k(i("first")),k(i("second")),l,f("h3",{},s.text("lesson.questions")),...r)}async function ya(s){let{facts:t}=s.content.lesson,{index:e,digit:o,mean:n,sigma:i}=await s.chosenDigit(),r=Object.fromEntries(["beta","equal_beta","collapse_beta"].map(a=>[a,s.words.plain(t[a])]));return{...t,...r,index:e,digit:o,mean:s.words.numbers(n,".2f"),sigma:s.words.numbers(i,".3f")}}async function ka(s){let{labels:t,index:e}=await s.chosenDigit(),o=Array.from({length:s.content.lesson.digits},(n,i)=>[String(i),s.text("lesson.which",{index:i,digit:t[i]})]);return L("digit",s.text("lesson.digit"),o,String(e),n=>Ps(s,{digit:n}))}var $s={};Tt($s,{show:()=>Aa});var Ma="vae_functional",Sa=["A","B"],Ea=["map","gallery"];async function Aa(s){let t=s.content.models.map(r=>r.name),e=s.model(z("model",t,Ma)),o=q("compare")?s.content.models.find(({name:r})=>r===q("compare")&&r!==e.name):null,n=_a(e);s.add(k(s.text("map.lead",{count:1e4}),"lead"),Oa(s,e,o,n));let i=[{model:e,axes:n,slot:""},...o?[{model:o,axes:[0,Math.min(1,o.dim-1)],slot:"b_"}]:[]];for(let r of i)await Pa(s,r,i);await I(e),await qe(),Ta(s,e),await qe(),await Q()}function _a(s){let t=s.dim-1,e=s.dim>2?C("axis_x",0,0,t):0,o=s.dim>2?C("axis_y",e===0?1:0,0,t):Math.min(1,t);return o===e&&s.dim>1?[e,e===0?1:0]:[e,o]}function Oa(s,t,e,o){let n=s.content.models.map(l=>[l.name,s.title(l)]),i=l=>{_(l),s.render()},r={point:null,index:null,axis_x:null,axis_y:null},a=f("div",{className:"row settings",data:{part:"settings"}});if(a.append(L("model",s.text("map.model"),n,t.name,l=>i({model:l,...r})),L("compare",s.text("layers.compare"),[["",s.text("layers.nothing")],...n.filter(([l])=>l!==t.name)],e?.name??"",l=>i({compare:l||null}))),t.dim>2){let l=Array.from({length:t.dim},(c,h)=>[String(h),s.text("map.axis",{number:h+1})]);["axis_x","axis_y"].forEach((c,h)=>{let u=l.filter(([d])=>h===0||d!==String(o[0]));a.append(L(c,s.text(`map.${c}`),u,String(o[h]),d=>i({[c]:d})))})}return a}async function Pa(s,{model:t,axes:e,slot:o},n){let i=await G(t),r=["map","grid","pick"].map(x=>{let v={host:f("div"),cell:f("div",{data:{part:x}})};return v.cell.append(f("h3",{className:"section"},s.text(`map.heading_${x}`)),v.host),v}),a=f("section",{className:"three"},...r.map(({cell:x})=>x)),l=f("div",{data:{part:"gallery"}});s.add(...n.length>1?[f("p",{className:"side"},s.title(t))]:[],a,l);let[c,h,u]=r.map(({host:x})=>x),d=o===""&&zs("ground");await Nt();let m=dt(s,t,i,e,o);await Nt(),s.mount(W,c,{...m,live:{...m.live,ground:d}},(x,v)=>{x==="ground"&&!o&&_({ground:v?1:null})}),await Nt(),s.mount(W,h,Pe(s,t,i,e,o)),r[0].cell.append(k(s.text("map.hint_map"),"hint")),r[1].cell.append(k(s.text(t.dim>2?"map.hint_grid":"map.hint_grid_2d"),"hint"));let g={space:_t(t,o),key:t.key,pictures:Z,axes:e,beta:t.beta,...s.spoken(Ea)},w=n.filter(x=>x.slot!==o).map(x=>_t(x.model,x.slot));await Nt(),s.mount(Qo,l,{...g,group:null});let b=s.mount(Zo,u,{...g,follows:w,height:0,pick:$a(t,i,o),groups:null},(x,v)=>{b.update({...g,follows:w,height:0,pick:v,groups:null}),o===""&&_({point:[t.sha256,...v.z.map(st)].join(","),index:v.index})});I(t)}function Ta(s,t){let e=f("div",{data:{part:"strips"}});s.add(e);let o=Array.from({length:10},(a,l)=>String(l)),n={walk_from:z("walk_from",o,"0"),walk_to:z("walk_to",o,"6"),steps:Math.round(C("steps",12,3,24)),samples:Math.round(C("samples",12,4,36)),draw:0},i={space:_t(t),key:t.key,dim:t.dim,beta:t.beta,values:n,kept:{},groups:null},r=s.text(`strips.samples_hint_${t.variational?"vae":"ae"}`);s.mount(en,e,{...i,hint:r,...s.spoken(["strips"])},(a,{values:l})=>{let c=Object.entries(l).filter(([h,u])=>h!=="draw"&&!Sa.includes(u));_(Object.fromEntries(c))})}function $a(s,t,e){let[o,...n]=e===""&&q("point")?.split(",")||[""],i=n.map(Number),r=o===s.sha256&&i.length===s.dim&&i.every(Number.isFinite),a=e===""?C("index",r?-1:0,0,t.count-1):0;return r&&(a<0||!Ia(i,t.code(a)))?{z:i,index:null}:{z:t.code(Math.max(0,a)),index:Math.max(0,a)}}function Ia(s,t){return s.every((e,o)=>Math.abs(e-t[o])<=1e-4+1e-4*Math.abs(t[o]))}var ze={lesson:Ts,map:$s,denoise:ms,draw:gs,kl:ys},zn="map",Is=class{constructor(t){this.content=t,this.main=document.getElementById("page"),this.view=f("div",{className:"view"}),this.ends=[],this.round=0,this.words=new $("en",{}),this.text=this.words.text}model(t){return this.content.models.find(e=>e.name===t)??this.content.models[0]}title({name:t,system:e,bundled:o,dim:n}){let i=this.text(`models.${e}`,{dim:n});return o?i:this.text("models.trained",{run:t,system:i})}spoken(t){let e=this.words.sentences;return{language:this.words.language,sentences:Object.fromEntries(t.map(o=>[o,e[o]]))}}add(...t){this.view.append(...t),this.hideParts()}mount(t,e,o,n){let i=$t(t,e,o,n);return this.ends.push(i.close),i}leave(t){this.ends.push(t)}async chosenDigit(){let{digits:t,digit:e,log_vars:o,vae:n}=this.content.lesson,i=Math.round(C("digit",e,0,t-1)),[r,a]=await Promise.all([nt(),G(this.model(n))]),l=o[i],c=a.code(i);return{index:i,labels:r,digit:r[i],mean:c,logVar:l,sigma:l.map(h=>Math.exp(h/2))}}async render(){let t=++this.round,e=document.activeElement?.dataset.name;this.ends.splice(0).forEach(i=>i()),this.speak();let o=z("view",Object.keys(ze),zn),n=q("embed")==="true";document.body.classList.toggle("embedded",n),this.view=f("div",{className:"view",data:{view:o}}),o!=="lesson"&&this.view.append(f("h2",{className:"unseen"},this.text(`views.${o}`))),this.main.replaceChildren(...n?[]:[this.header(o)],this.view),this.hideParts(),e&&this.main.querySelector(`[data-name="${e}"]`)?.focus();try{await ze[o].show(this)}catch(i){if(t!==this.round)return;console.error(i),this.add(f("p",{role:"alert"},this.text("site.failed",{why:String(i)})))}t===this.round&&(this.hideParts(),this.view.dataset.done="yes")}speak(){let{languages:t,sentences:e,language:o}=this.content,n=Object.keys(t),i=navigator.language.slice(0,2),r=o??(n.includes(i)?i:n[0]),a=z("lang",n,r);this.words=new $(a,e[a]),this.text=this.words.text,p.point=this.words.point,document.documentElement.lang=a,document.title=`${this.text("app.title")}: ${this.text(`views.${z("view",Object.keys(ze),zn)}`)}`}header(t){let e=Object.keys(ze).map(i=>{let r=B(`view_${i}`,this.text(`views.${i}`),()=>{_({view:i},{opened:!0,alone:!0}),this.render()});return i===t&&r.setAttribute("aria-current","page"),r}),o=Object.entries(this.content.languages),n=i=>{_({lang:i}),this.render()};return f("header",{},f("h1",{},this.text("app.title")),f("nav",{ariaLabel:this.text("app.view")},...e),L("lang",this.text("app.language"),o,this.words.language,n))}hideParts(){for(let t of(q("hide")??"").split(","))/^\w+$/.test(t)&&(this.view.querySelectorAll(`[data-part="${t}"]`).forEach(e=>e.setAttribute("hidden","")),(t==="legend"||t==="tools")&&this.view.style.setProperty(`--latent-${t}`,"none"))}},Ca=JSON.parse(document.getElementById("content").textContent??""),Ln=new Is(Ca);window.addEventListener("popstate",()=>Ln.render());Ln.render();export{Is as App};
