// Made from explorer/web by esbuild; its sources are the modules there.
var Ar=Object.defineProperty;var Gt=(o,t)=>{for(var e in t)Ar(o,e,{get:t[e],enumerable:!0})};var ys=new Map,Or=0;function st({html:o,css:t,component:e},s,n,i=()=>{}){let r=s.shadowRoot??s.attachShadow({mode:"open"});r.adoptedStyleSheets=t.map(_r),r.innerHTML=o;let a=null,l=c=>{let h=c.version??`v${++Or}`,d={...c,version:h};a=e({data:d,parentElement:r,setTriggerValue:i})};return l(n),{root:r,update:l,close:()=>typeof a=="function"&&a()}}function _r(o){if(!ys.has(o)){let t=new CSSStyleSheet;t.replaceSync(o),ys.set(o,t)}return ys.get(o)}var $r=Symbol.for("latent-space-explorer"),f=globalThis[$r]??={point:".",painted:!1,crew:null,pins:{},pictures:new Map,decoders:new Map,encoders:new Map,spaces:new Map,codes:new Map,betas:new Map,pickers:new Map,galleries:new Map,fields:new Map,ways:new Map,events:new EventTarget};function M(o){f.events.dispatchEvent(new Event(o))}function v(o,t){return f.events.addEventListener(o,t),()=>f.events.removeEventListener(o,t)}function _(){requestAnimationFrame(()=>f.painted=!0)}var yt={en:[".",",",""],fr:[",","\u202F","\xA0"]};function he(o,t,e){let[s,n,i]=yt[e]??yt.en,r=/\.(\d+)([f%])/.exec(t),a=r?.[2]==="%"?100*o:o,l=r?a.toFixed(Number(r[1])):String(t==="g"?Number(a.toPrecision(6)):a);t.startsWith(",")&&(l=l.replace(/\B(?=(\d{3})+(?!\d))/g,","));let c={".":s,",":n};return l=l.replace(/[.,]/g,h=>c[h]),r?.[2]==="%"?`${l}${i}%`:l}function Pr(o,t){if(!Number.isFinite(o))return o>0?"\u221E":"\u2013";if(o>=1e3)return he(o,",.0f",t);let e=Math.max(0,3-Math.floor(Math.log10(Math.abs(o)||1))),s=o.toFixed(Math.min(20,e));return(s.includes(".")?s.replace(/0+$/,"").replace(/\.$/,""):s).replace(".",(yt[t]??yt.en)[0])}function lt(o){return o.split("**").map((t,e)=>{if(e%2===0)return t;let s=document.createElement("strong");return s.textContent=t,s})}var S=class{constructor(t,e){this.language=t,this.sentences=e,this.point=(yt[t]??yt.en)[0],this.text=this.text.bind(this)}text(t,e){let[s,n]=t.split(".");return this.fill(this.sentences[s]?.[n]??t,e)}fill(t,e){return e?t.replace(/\{(\w+)(?::([^}]*))?\}/g,(s,n,i="")=>this.filled(e[n],i)):t}filled(t,e){if(typeof t!="number")return String(t);if(!e.startsWith("#"))return he(t,e,this.language);let[s,n]=e.slice(1).split("|"),i=this.language==="fr"?Math.abs(t)<2:t===1;return he(t,",",this.language)+(i?s:` ${n}`)}number(t,e=""){return he(t,e,this.language)}plain(t){return Pr(t,this.language)}numbers(t,e){let s=this.point===","?"\u202F; ":", ";return Array.from(t,n=>this.number(n,e)).join(s)}};function q(o){return new URLSearchParams(window.location.search).get(o)}function de(o){return q(o)==="1"}function N(o,t,e=-1/0,s=1/0){let n=q(o),i=n?Number(n.replace(",",".")):NaN;return Number.isFinite(i)&&i>=e&&i<=s?i:t}function z(o,t,e){let s=q(o)??e;return t.includes(s)?s:e}function P(o,{opened:t=!1,alone:e=!1}={}){let s=new URLSearchParams(window.location.search),n=e?new URLSearchParams:s;for(let r of["embed","hide","lang"]){let a=s.get(r);e&&a!==null&&n.set(r,a)}for(let[r,a]of Object.entries(o))a===null?n.delete(r):n.set(r,String(a));let i=`?${n}`;if(i!==window.location.search)try{t?history.pushState(null,"",i):history.replaceState(null,"",i)}catch{}}function ot(o){return String(Number(o.toPrecision(6)))}async function vs(o){if(!(o[0]===31&&o[1]===139&&o[2]===8))return o;let e=new Blob([o]).stream().pipeThrough(new DecompressionStream("gzip"));return new Uint8Array(await new Response(e).arrayBuffer())}function R(o){return typeof o=="string"?Uint8Array.from(atob(o),t=>t.charCodeAt(0)):new Uint8Array(o.buffer,o.byteOffset,o.byteLength).slice()}function k(o){let t=ArrayBuffer.isView(o)?JSON.parse(new TextDecoder().decode(o)):o;return t.point&&(f.point=t.point),t}function Ht(o){return String(o).replace(".",f.point)}function F(o,t){return Ht(o.toFixed(t))}function Vt(o,t){return`${F(o,2)}${f.point===","?"\u202F; ":", "}${F(t,2)}`}var Co=new WeakMap;function Kt(o,t){return Co.get(o)?.(),Co.set(o,t),t}var ks=(o,t)=>o.reduce((e,s,n)=>e+s*t[n],0);function Xt(o,t){return Array.isArray(o)?o.map(e=>t[e]):o.directions.map(e=>ks(e,o.origin.map((s,n)=>t[n]-s)))}function vt(o,t,e){let s=[...e];if(Array.isArray(o))return o.forEach((i,r)=>s[i]=t[r]),s.length===1&&(s[0]=t[0]),s;let n=Xt(o,e);return o.directions.forEach((i,r)=>{i.forEach((a,l)=>s[l]+=(t[r]-n[r])*a)}),s}function Io(o){let{dim:t,count:e,codes:s}=o,n=o.centre(),i=Array.from({length:t},()=>new Float64Array(t));for(let a=0;a<e;a++){let l=n.map((c,h)=>s[a*t+h]-c);for(let c=0;c<t;c++)for(let h=0;h<t;h++)i[c][h]+=l[c]*l[h]}let r=[];for(let a=0;a<2;a++){let l=n.map((c,h)=>1/(h+1+a));for(let c=0;c<Tr;c++){l=i.map(d=>ks(Array.from(d),l));for(let d of r){let u=ks(l,d);l=l.map((m,g)=>m-u*d[g])}let h=Math.hypot(...l)||1;l=l.map(d=>d/h)}r.push(Cr(l))}return{directions:r,origin:n}}var Tr=2e3;function Cr(o){return o.reduce((e,s)=>Math.abs(s)>Math.abs(e)?s:e,0)<0?o.map(e=>-e):o}var Jt=class{constructor(t,e,s,n=null){this.codes=t,this.dim=e,this.labels=s,this.names=n,this.count=Math.min(s.length,t.length/e)}name(t){return tt(this.labels[t],this.names)}code(t){return Array.from(this.codes.subarray(t*this.dim,(t+1)*this.dim))}distances(t){let{codes:e,dim:s}=this;return Float64Array.from({length:this.count},(n,i)=>{let r=0;for(let a=0;a<s;a++)r+=(e[i*s+a]-t[a])**2;return Math.sqrt(r)})}neighbours(t,e){let s=[],n=this.distances(t);for(let i=0;i<this.count;i++){let r=n[i];if(s.length===e&&r>=s[e-1].distance)continue;let a=s.length;for(;a>0&&s[a-1].distance>r;)a--;s.splice(a,0,{index:i,distance:r}),s.length=Math.min(s.length,e)}return s}within(t,e){let s=this.distances(t);return Array.from(s.keys()).filter(i=>s[i]<=e).sort((i,r)=>s[i]-s[r]||i-r)}inside(t,e){let s=this.flat(e);return Array.from({length:this.count},(i,r)=>r).filter(i=>Ir(t,s[2*i],s[2*i+1]))}centre(t=null){let e=new Array(this.dim).fill(0),s=0;for(let n=0;n<this.count;n++)if(!(t!==null&&this.labels[n]!==t)){s++;for(let i=0;i<this.dim;i++)e[i]+=this.codes[n*this.dim+i]}return e.map(n=>n/(s||1))}sorted(t){return Float32Array.from({length:this.count},(e,s)=>this.codes[s*this.dim+t]).sort()}flat(t){let e=new Float32Array(2*this.count);for(let s=0;s<this.count;s++)e.set(Xt(t,this.codes.subarray(s*this.dim,(s+1)*this.dim)),2*s);return e}};function tt(o,t){return t?t[o]??"\u2013":String(o)}function Ir(o,t,e){let s=!1;for(let n=0,i=o.length-1;n<o.length;i=n++){let[[r,a],[l,c]]=[o[n],o[i]];a>e!=c>e&&t<(l-r)*(e-a)/(c-a)+r&&(s=!s)}return s}function V(o,t){let e=t*(o.length-1),s=Math.floor(e),n=Math.min(s+1,o.length-1);return o[s]+(e-s)*(o[n]-o[s])}function No(o,t,e){return Array.from({length:e},(s,n)=>{let i=n/(e-1);return o.map((r,a)=>(1-i)*r+i*t[a])})}function Ms(o){return o.reduce((t,e)=>Math.max(t,e),-1)+1}function zo(o,t){let e=Array.from({length:Ms(t)},()=>[]);return t.forEach((s,n)=>e[s].push(n)),e.map(s=>s.length?[0,1].map(n=>V(Float32Array.from(s,i=>o[2*i+n]).sort(),.5)):null)}var Lo='"use strict";(()=>{function O(n,e){let s=n.length-1,t=Math.min(n[s],Math.max(n[0],Math.log(e))),o=Math.max(1,n.findIndex(c=>c>=t)),[a,i]=[n[o-1],n[o]],r=o-(i-t)/(i-a),h=n.map((c,f)=>Math.exp(-.5*(r-f)**2)),l=h.reduce((c,f)=>c+f);return h.map(c=>c/l)}function P(n,e,s,t){let o=new Float32Array(t);return n.forEach((a,i)=>{let r=e.subarray(s+i*t,s+(i+1)*t);for(let h=0;h<t;h++)o[h]+=a*r[h]}),o}function S({scale:n,shift:e,outs:s},t,o,a,i){if(t.length===0||n===void 0||e===void 0)return;let r=P(t,o,n,s).map(l=>1+l),h=P(t,o,e,s);for(let l=0;l<a.length;l+=s)for(let c=0;c<s;c++)a[l+c]*=r[c];for(let l=0;l<s;l++)i[l]=i[l]*r[l]+h[l]}function k(){let n=new ArrayBuffer(65536),e=new Float32Array(n),s={get buffer(){return n},grow(i){let r=new Float32Array((n.byteLength+i*65536)/4);r.set(e),[n,e]=[r.buffer,r]}};function t(i,r,h,l,c,f,m,d,p,I,C){let[G,K,U,L]=[i,r,h,l].map(u=>u/4),x=I*f;for(let u=0;u<x*x*p;u++)e[L+u]=e[U+u%p];for(let u=0;u<f*f;u++){let[W,_]=[Math.floor(u/f),u%f].map(w=>w*I-C);for(let w=0;w<m*m;w++){let[v,E]=[W+Math.floor(w/m),_+w%m];v<0||v>=x||E<0||E>=x||o(G+u*d,K+w*d*p,L+(v*x+E)*p,d,p)}}}function o(i,r,h,l,c){for(let f=0;f<l;f++){let m=e[i+f];if(m===0)continue;let d=r+f*c;for(let p=0;p<c;p++)e[h+p]+=m*e[d+p]}}function a(i,r){for(let h=i/4;h<i/4+r;h++)e[h]<0&&(e[h]=0)}return{memory:s,scatter:t,relu:a}}var b=null;function B(n){try{return(!b||b.bytes!==n)&&(b={bytes:n,module:new WebAssembly.Module(n)}),new WebAssembly.Instance(b.module,{}).exports}catch{return k()}}var y=class{constructor(e){this.exports=e?B(e):k(),this.at=this.exports.memory.buffer.byteLength}take(e){let{memory:s}=this.exports,t=this.at;this.at+=16*Math.ceil(e/4);let o=this.at-s.buffer.byteLength;return o>0&&s.grow(Math.ceil(o/65536)),t}view(e,s){return new Float32Array(this.exports.memory.buffer,e,s)}};var T=28,g=T*T,D=7,M=class extends y{constructor({kernel:e,floats:s,steps:t,dim:o,centres:a}){super(e),this.side=0,this.floats=s,this.dim=o,this.centres=a,this.steps=t.map(r=>({...r,...this.room(r)}));let i=Math.max(...this.steps.map(({values:r})=>r),g);this.pictures=[this.take(i),this.take(i)],this.used=this.take(Math.max(o,...t.map(({ins:r})=>r))),this.follow(null)}room({size:e,ins:s,outs:t,stride:o}){if(!(t===1?s%4===0:t%32===0))throw new Error(`the kernel does not take ${s} to ${t} channels`);this.side=e===1&&!this.side?1:this.side*o;let[a,i]=[this.side/o,this.side*this.side*t];this.side===1&&(this.side=D);let r=e*e*s*t;return{side:a,values:i,length:r,weights:this.take(r),biases:this.take(t)}}follow(e){if(this.beta===e)return;this.beta=e;let s=this.centres.length?O(this.centres,e??1):[];for(let t of this.steps){let o=this.view(t.weights,t.length),a=this.view(t.biases,t.outs);o.set(this.floats.subarray(t.kernel,t.kernel+t.length)),a.set(this.floats.subarray(t.bias,t.bias+t.outs)),S(t,s,this.floats,o,a)}}floatsOf(e){let[s,t]=this.pictures;this.view(s,this.dim).set(e);for(let{side:o,size:a,ins:i,outs:r,stride:h,before:l,weights:c,biases:f,values:m,activation:d}of this.steps)this.exports.scatter(s,c,f,t,this.used,o,a,i,r,h,l),d==="relu"&&this.exports.relu(t,m),[s,t]=[t,s];return this.view(s,g).map(o=>1/(1+Math.exp(-o)))}decode(e,s=new Uint8ClampedArray(g)){let t=this.floatsOf(e);for(let o=0;o<g;o++)s[o]=255*t[o];return s}},A=class{constructor(e,s){this.decoder=e,this.milliseconds=s}start({points:e,beta:s,floats:t=!1},o){clearTimeout(this.timer);let{dim:a}=this.decoder,i=0,r=()=>{let[h,l]=[i,performance.now()+this.milliseconds],c=[];for(this.decoder.follow(s);i*a<e.length&&performance.now()<l;){let m=e.subarray(i*a,++i*a);c.push(t?this.decoder.floatsOf(m):this.decoder.decode(m))}let f=new(t?Float32Array:Uint8ClampedArray)(c.length*g);c.forEach((m,d)=>f.set(m,d*g)),o(h,c.length,f),i*a<e.length&&(this.timer=setTimeout(r,0))};this.timer=setTimeout(r,0)}};var R=12,[$,F]=[new Map,new Map];self.onmessage=({data:{key:n,model:e,client:s,job:t,ticket:o}})=>{if(e)return $.set(n,new M(e));let a=`${n} ${s}`;F.has(a)||F.set(a,new A($.get(n),R)),F.get(a).start(t,(i,r,h)=>{self.postMessage({client:s,ticket:o,from:i,count:r,grey:h},{transfer:[h.buffer]})})};})();\n';var Ss=class{constructor(){this.told=new Map,this.known=new Set;let t=URL.createObjectURL(new Blob([Lo],{type:"text/javascript"}));this.worker=new Worker(t),this.worker.onmessage=({data:e})=>{let s=this.told.get(e.client);s?.ticket===e.ticket&&s.tell(e.from,e.count,e.grey)},this.worker.onerror=()=>{this.broken=!0,this.told.forEach(({again:e})=>e()),this.told.clear()}}start(t,e,s,n,i,r){this.known.has(t)||this.worker.postMessage({key:t,model:e}),this.known.add(t);let a=(this.told.get(s)?.ticket??0)+1;this.told.set(s,{ticket:a,tell:i,again:r}),this.worker.postMessage({key:t,client:s,job:n,ticket:a})}};function Es(){try{f.crew??=new Ss}catch{f.crew={broken:!0}}return f.crew}function ue(o,t){let e=o.length-1,s=Math.min(o[e],Math.max(o[0],Math.log(t))),n=Math.max(1,o.findIndex(h=>h>=s)),[i,r]=[o[n-1],o[n]],a=n-(r-s)/(r-i),l=o.map((h,d)=>Math.exp(-.5*(a-d)**2)),c=l.reduce((h,d)=>h+d);return l.map(h=>h/c)}function Ro(o,t,e,s){let n=new Float32Array(s);return o.forEach((i,r)=>{let a=t.subarray(e+r*s,e+(r+1)*s);for(let l=0;l<s;l++)n[l]+=i*a[l]}),n}function me({scale:o,shift:t,outs:e},s,n,i,r){if(s.length===0||o===void 0||t===void 0)return;let a=Ro(s,n,o,e).map(c=>1+c),l=Ro(s,n,t,e);for(let c=0;c<i.length;c+=e)for(let h=0;h<e;h++)i[c+h]*=a[h];for(let c=0;c<e;c++)r[c]=r[c]*a[c]+l[c]}function As(){let o=new ArrayBuffer(65536),t=new Float32Array(o),e={get buffer(){return o},grow(r){let a=new Float32Array((o.byteLength+r*65536)/4);a.set(t),[o,t]=[a.buffer,a]}};function s(r,a,l,c,h,d,u,m,g,w,b){let[x,y,E,ft]=[r,a,l,c].map(H=>H/4),Bt=w*d;for(let H=0;H<Bt*Bt*g;H++)t[ft+H]=t[E+H%g];for(let H=0;H<d*d;H++){let[Sr,Er]=[Math.floor(H/d),H%d].map(pt=>pt*w-b);for(let pt=0;pt<u*u;pt++){let[bs,xs]=[Sr+Math.floor(pt/u),Er+pt%u];bs<0||bs>=Bt||xs<0||xs>=Bt||n(x+H*m,y+pt*m*g,ft+(bs*Bt+xs)*g,m,g)}}}function n(r,a,l,c,h){for(let d=0;d<c;d++){let u=t[r+d];if(u===0)continue;let m=a+d*h;for(let g=0;g<h;g++)t[l+g]+=u*t[m+g]}}function i(r,a){for(let l=r/4;l<r/4+a;l++)t[l]<0&&(t[l]=0)}return{memory:e,scatter:s,relu:i}}var fe=null;function zr(o){try{return(!fe||fe.bytes!==o)&&(fe={bytes:o,module:new WebAssembly.Module(o)}),new WebAssembly.Instance(fe.module,{}).exports}catch{return As()}}var kt=class{constructor(t){this.exports=t?zr(t):As(),this.at=this.exports.memory.buffer.byteLength}take(t){let{memory:e}=this.exports,s=this.at;this.at+=16*Math.ceil(t/4);let n=this.at-e.buffer.byteLength;return n>0&&e.grow(Math.ceil(n/65536)),s}view(t,e){return new Float32Array(this.exports.memory.buffer,t,e)}};var Lr=28,Rr=32,Yt=class extends kt{constructor({kernel:t,floats:e,layers:s,outputs:n,centres:i}){super(t),this.floats=e,this.centres=i,this.outputs=n,this.layers=Fr(s);for(let r of this.layers)r.wide&&this.makeRoom(r);this.beta=void 0,this.follow(null)}makeRoom(t){let{side:e,size:s,ins:n,outs:i}=t,r=[e*e*n,s*s*n*i,i,e*e*i,n];t.places=r.map(a=>this.take(a))}follow(t){if(this.beta===t)return;this.beta=t;let e=this.centres.length?ue(this.centres,t??1):[];for(let s of this.layers){if(s.kind==="pool")continue;let{outs:n,length:i}=s;s.weights=this.floats.slice(s.kernel,s.kernel+i),s.biases=this.floats.slice(s.bias,s.bias+n),me(s,e,this.floats,s.weights,s.biases),s.wide&&this.place(s)}}place({size:t,ins:e,outs:s,length:n,weights:i,biases:r,places:a}){let l=this.view(a[1],n),c=e*s;for(let h=0;h<t*t;h++)l.set(i.subarray(h*c,(h+1)*c),(t*t-1-h)*c);this.view(a[2],s).set(r)}run(t){let e=[];for(let n of this.layers){let i=n.sources.map(r=>r<0?t:e[r]);e.push(Ur(this.compute(n,i),n.activation))}let s=Object.entries(this.outputs).map(([n,i])=>[n,e[i]]);return Object.fromEntries(s)}compute(t,e){return t.kind==="pool"?jr(t,e[0]):t.kind==="dense"?Wr(t,e):t.wide?this.scattered(t,e[0]):Dr(t,e[0])}scattered({side:t,size:e,ins:s,outs:n,stride:i,end:r,before:a,places:l},c){let[h,d,u,m,g]=l;this.view(h,c.length).set(c),this.exports.scatter(h,d,u,m,g,t,e,s,n,1,e-1-a);let w=this.view(m,t*t*n);if(i===1)return w.slice();let b=new Float32Array(r*r*n);for(let x=0;x<r;x++)for(let y=0;y<r;y++){let E=i*(x*t+y)*n;b.set(w.subarray(E,E+n),(x*r+y)*n)}return b}};function Fr(o){let t=[];for(let e of o){let s=e.sources[0]<0?{end:Lr,channels:1}:t[e.sources[0]],{kind:n,size:i,ins:r,outs:a,stride:l,same:c}=e,h=s.end;if(n==="dense")t.push({...e,side:h,end:1,channels:a,length:r*a});else if(n==="pool")t.push({...e,side:h,end:Math.floor(h/l),channels:s.channels});else{let d=c?Math.ceil(h/l):Math.floor((h-i)/l)+1,u=c?Math.max(0,(d-1)*l+i-h):0,m=c&&a%Rr===0,g=i*i*r*a;t.push({...e,side:h,end:d,channels:a,before:u>>1,wide:m,length:g})}}return t}function Dr({side:o,size:t,ins:e,outs:s,stride:n,end:i,before:r,weights:a,biases:l},c){let h=new Float32Array(i*i*s);for(let d=0;d<i;d++)for(let u=0;u<i;u++){let m=h.subarray((d*i+u)*s,(d*i+u+1)*s);m.set(l);for(let g=0;g<t*t;g++){let w=d*n-r+Math.floor(g/t),b=u*n-r+g%t;w<0||w>=o||b<0||b>=o||Fo(m,c,(w*o+b)*e,e,a,g*e*s)}}return h}function Wr({outs:o,weights:t,biases:e},s){let n=e.slice(),i=0;for(let r of s)Fo(n,r,0,r.length,t,i*o),i+=r.length;return n}function Fo(o,t,e,s,n,i){let r=o.length;for(let a=0;a<s;a++){let l=t[e+a];if(l===0)continue;let c=i+a*r;for(let h=0;h<r;h++)o[h]+=l*n[c+h]}}function jr({side:o,end:t,stride:e,channels:s},n){let i=new Float32Array(t*t*s).fill(-1/0);for(let r=0;r<t*e;r++)for(let a=0;a<t*e;a++){let l=(Math.floor(r/e)*t+Math.floor(a/e))*s,c=(r*o+a)*s;for(let h=0;h<s;h++)i[l+h]=Math.max(i[l+h],n[c+h])}return i}function Ur(o,t){if(t==="relu")for(let e=0;e<o.length;e++)o[e]<0&&(o[e]=0);else if(t==="softmax"){let e=Math.max(...o),s=o.map(i=>Math.exp(i-e)),n=s.reduce((i,r)=>i+r);return s.map(i=>i/n)}return o}var Do=28,Mt=Do*Do,qr=7,pe=class extends kt{constructor({kernel:t,floats:e,steps:s,dim:n,centres:i}){super(t),this.side=0,this.floats=e,this.dim=n,this.centres=i,this.steps=s.map(a=>({...a,...this.room(a)}));let r=Math.max(...this.steps.map(({values:a})=>a),Mt);this.pictures=[this.take(r),this.take(r)],this.used=this.take(Math.max(n,...s.map(({ins:a})=>a))),this.follow(null)}room({size:t,ins:e,outs:s,stride:n}){if(!(s===1?e%4===0:s%32===0))throw new Error(`the kernel does not take ${e} to ${s} channels`);this.side=t===1&&!this.side?1:this.side*n;let[i,r]=[this.side/n,this.side*this.side*s];this.side===1&&(this.side=qr);let a=t*t*e*s;return{side:i,values:r,length:a,weights:this.take(a),biases:this.take(s)}}follow(t){if(this.beta===t)return;this.beta=t;let e=this.centres.length?ue(this.centres,t??1):[];for(let s of this.steps){let n=this.view(s.weights,s.length),i=this.view(s.biases,s.outs);n.set(this.floats.subarray(s.kernel,s.kernel+s.length)),i.set(this.floats.subarray(s.bias,s.bias+s.outs)),me(s,e,this.floats,n,i)}}floatsOf(t){let[e,s]=this.pictures;this.view(e,this.dim).set(t);for(let{side:n,size:i,ins:r,outs:a,stride:l,before:c,weights:h,biases:d,values:u,activation:m}of this.steps)this.exports.scatter(e,h,d,s,this.used,n,i,r,a,l,c),m==="relu"&&this.exports.relu(s,u),[e,s]=[s,e];return this.view(e,Mt).map(n=>1/(1+Math.exp(-n)))}decode(t,e=new Uint8ClampedArray(Mt)){let s=this.floatsOf(t);for(let n=0;n<Mt;n++)e[n]=255*s[n];return e}},ge=class{constructor(t,e){this.decoder=t,this.milliseconds=e}start({points:t,beta:e,floats:s=!1},n){clearTimeout(this.timer);let{dim:i}=this.decoder,r=0,a=()=>{let[l,c]=[r,performance.now()+this.milliseconds],h=[];for(this.decoder.follow(e);r*i<t.length&&performance.now()<c;){let u=t.subarray(r*i,++r*i);h.push(s?this.decoder.floatsOf(u):this.decoder.decode(u))}let d=new(s?Float32Array:Uint8ClampedArray)(h.length*Mt);h.forEach((u,m)=>d.set(u,m*Mt)),n(l,h.length,d),r*i<t.length&&(this.timer=setTimeout(a,0))};this.timer=setTimeout(a,0)}};var Br=1,Gr=5,we=class{constructor(t,e){this.key=t,this.model=e,this.dim=e.dim,this.decoder=new pe(e),this.tilers=new Map}decode(t,e=null){return this.decoder.follow(e),this.decoder.decode(t)}floatsOf(t,e=null){return this.decoder.follow(e),this.decoder.floatsOf(t)}tiles(t,e,s){let n=()=>{this.tilers.has(t)||this.tilers.set(t,new ge(this.decoder,Gr)),this.tilers.get(t).start(e,s)};Es().broken?n():Es().start(this.key,this.model,t,e,s,n)}};function Wo(o,{point:t,beta:e,grey:s}){if(o.decode(t,e).some((i,r)=>Math.abs(i-s[r])>Br))throw new Error("this browser decodes to another picture than the server");return o}var Hr="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%:()*+-;,=.?@^_`{|}~",jo=new Uint8Array(128);Array.from(Hr).forEach((o,t)=>jo[o.charCodeAt(0)]=t);var Vr=60,X="mnist";function Kr(o){let t=(5-o.length%5)%5,e=o+"~".repeat(t),s=new Uint8Array(e.length/5*4),n=new DataView(s.buffer);for(let i=0;i<e.length;i+=5){let r=0;for(let a=0;a<5;a++)r=r*85+jo[e.charCodeAt(i+a)];n.setUint32(i/5*4,r)}return s.slice(0,s.length-t)}var be=new Map;function St(o,t){if(!be.has(o)){let e=t();be.set(o,e),e.catch(()=>be.delete(o))}return be.get(o)}function Et(o){return St(o,async()=>{let t=document.getElementById(`part-${o}`);if(t)return vs(Kr(t.textContent??""));let e=await fetch(`data/${encodeURIComponent(o)}.bin`);if(!e.ok)throw new Error(`data/${o}.bin: ${e.status}`);return vs(new Uint8Array(await e.arrayBuffer()))})}async function Os(o){return new Float32Array((await Et(o)).buffer)}function I(o){return St(`decoder ${o.key}`,async()=>{let[t,e]=await Promise.all([Et("kernel"),Os(`${o.name}.decoder`)]);try{f.decoders.set(o.key,Wo(new we(o.key,{...o.decoder,kernel:t,floats:e}),o.decoder.probe))}catch(s){f.decoders.set(o.key,null),console.warn(s)}M("decoder")})}function At(o){return St(`encoder ${o.key}`,async()=>{let[t,e]=await Promise.all([Et("kernel"),Os(`${o.name}.encoder`)]);try{f.encoders.set(o.key,new Yt({...o.encoder,kernel:t,floats:e}))}catch(s){f.encoders.set(o.key,null),console.warn(s)}M("decoder")})}function _s(o,t){return Et(o.data===X?t:`${o.data}.${t}`)}function W(o){return St(`space ${o.key}`,async()=>{let[t,e]=await Promise.all([Os(`${o.name}.codes`),_s(o,"labels")]),s=new Jt(t,o.dim,e,o.classes);return f.spaces.set(o.key,s),M("decoder"),s})}function Ot(o={data:X}){return _s(o,"labels")}function nt(o={data:X}){return St(`pictures ${o.data}`,async()=>{let t=await _s(o,"digits");return f.pictures.set(o.data,t),M("pictures"),t})}function $s(){return new Promise(o=>requestAnimationFrame(()=>setTimeout(o,Vr)))}function Zt(){return new Promise(o=>setTimeout(o))}function xe({network:o,count:t}){return St(`maps ${o}`,async()=>{let e=new Int16Array((await Et(`${o}.maps`)).buffer);for(let s=2*t;s<e.length;s++)e[s]+=e[s-2*t];return e})}function Uo(o){return Et(`${o}.grid`)}function p(o,{data:t={},...e}={},...s){let n=document.createElement(o);return Object.assign(n,e),Object.assign(n.dataset,t),n.append(...s),n}function Ps(o){return o.split(/(\*\*.+?\*\*|\*[^*]+?\*|`.+?`)/).filter(Boolean).map(e=>e.startsWith("**")?p("strong",{},e.slice(2,-2)):e.startsWith("*")&&e.length>2?p("em",{},e.slice(1,-1)):e.startsWith("`")?p("code",{},e.slice(1,-1)):e)}function A(o,t=""){return p("p",{className:t},...Ps(o))}function T(o,t,e,s,n){let i=p("select",{data:{name:o}},...e.map(([r,a])=>p("option",{value:r},a)));return i.value=s,i.onchange=()=>n(i.value),p("label",{className:"field",data:{part:o}},p("span",{},t),i)}function qo(o,t,{low:e,high:s,step:n,value:i,written:r=String},a){let l=p("output",{},r(i)),c=p("input",{type:"range",min:String(e),max:String(s),step:String(n),data:{name:o}});return c.value=String(i),c.setAttribute("aria-label",t),c.setAttribute("aria-valuetext",r(i)),c.oninput=()=>{let h=r(Number(c.value));l.textContent=h,c.setAttribute("aria-valuetext",h),a(Number(c.value))},p("label",{className:"field slider",data:{part:o}},p("span",{},`${t} `,l),c)}function J(o,t,e,s=""){let n=p("button",{type:"button",className:s,data:{name:o,part:o}},t);return n.onclick=e,n}function Bo(o,t,e){let s=o.length/t,n=p("canvas",{width:t,height:s,className:"sheet"});n.setAttribute("role","img"),n.setAttribute("aria-label",e);let i=n.getContext("2d"),r=i.createImageData(t,s),a=new Uint32Array(r.data.buffer);for(let l=0;l<o.length;l++)a[l]=4278190080|o[l]*65793;return i.putImageData(r,0,0),n}var ao={};Gt(ao,{numbersOf:()=>ro,psnr:()=>Ii,show:()=>Fl});var Ts=`.legend {
  display: var(--latent-legend, flex); /* an address may leave it out: ?hide=legend */
  flex-wrap: wrap;
  gap: 0.2rem;
}
.legend button {
  flex: 1 1 1.4rem;
  padding: 0.15rem 0.2rem;
  border: 2px solid var(--swatch);
  border-bottom-width: 6px;
  border-radius: 6px;
  background: transparent;
  color: inherit;
  font: 600 0.9rem var(--st-font);
  cursor: pointer;
}
.legend button[data-shape="1"] {
  border-style: dotted;
}
.legend button[data-shape="2"] {
  border-style: double;
}
.legend button.off {
  opacity: 0.35;
}
`;var Go=`.curve {
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
`;var Ho=`<figure class="curve">
  <canvas role="img"></canvas>
  <figcaption></figcaption>
</figure>
`;var $=34,Y=22,Zr=60,Qr=.5,Cs=[34,28];function ta(o,t){let e=0;for(;e<t.length-2&&o>t[e+1];)e++;return e+(o-t[e])/(t[e+1]-t[e])}function ea(o,t){let e=Math.max(0,Math.min(t.length-2,Math.floor(o)));return t[e]+(o-e)*(t[e+1]-t[e])}var D=class{constructor(t,e,s){this.ticks=s,this.home=s?[-.5,s.length-.5]:[t,e],this.low=this.home[0],this.high=this.home[1]}whole(){[this.low,this.high]=this.home}alike({home:t,ticks:e}){return JSON.stringify([t,e])===JSON.stringify([this.home,this.ticks])}zoom(t,e){let s=this.high-this.low,n=this.home[1]-this.home[0],i=Math.min(n/Qr,Math.max(n/Zr,s/t));this.low+=e*(s-i),this.high=this.low+i,this.shift(0)}shift(t){let e=this.high-this.low,s=(this.low+this.high)/2+t*e,n=Math.min(this.home[1],Math.max(this.home[0],s));[this.low,this.high]=[n-e/2,n+e/2]}share(t){return((this.ticks?ta(t,this.ticks):t)-this.low)/(this.high-this.low)}value(t){let e=this.low+t*(this.high-this.low);return this.ticks?ea(e,this.ticks):e}numbers(t){let e=Math.abs(this.value(1)-this.value(0)),s=Math.floor(Math.log10(e))-2;for(;;s++)for(let n of[1,2,5]){let i=this.multiples(n,s),r=i.slice(1).map(({share:a},l)=>a-i[l].share);if(r.sort((a,l)=>a-l),r.length<2||r[r.length>>1]>=t)return sa(i,t)}}multiples(t,e){let s=t*10**e,n=[],[i,r]=[Math.ceil(this.value(.02)/s),Math.floor(this.value(.94)/s)];for(let a=i;a<=r;a++){let l=F(a*s,Math.max(0,-e));n.push({share:this.share(a*s),text:l,rank:Math.abs(a)})}return n}};function sa(o,t){let e=[];for(let s of[...o].sort((n,i)=>n.rank-i.rank))e.every(({share:n})=>Math.abs(n-s.share)>=t)&&e.push(s);return e}function Vo(o,t,e){let s=o.map(i=>[...i]),n=i=>Math.min(e-t/2,Math.max(t/2,i));for(let i=0;i<60;i++){let r=!0;for(let a=0;a<s.length;a++)for(let l=a+1;l<s.length;l++){let[c,h]=[s[l][0]-s[a][0],s[l][1]-s[a][1]],d=Math.hypot(c,h);if(d>=t)continue;r=!1;let u=d>.01?Math.atan2(h,c):a+l,m=(t-d)/2+.2;s[a]=[n(s[a][0]-m*Math.cos(u)),n(s[a][1]-m*Math.sin(u))],s[l]=[n(s[l][0]+m*Math.cos(u)),n(s[l][1]+m*Math.sin(u))]}if(r)break}return s}function _t(o,t){return Math.floor(o/t)%3}function ye(o,t,e,s,n){if(t===0)return o.fillRect(e-n/2,s-n/2,n,n);o.strokeStyle=o.fillStyle,o.lineWidth=n/2.4,o.beginPath(),t===1?o.arc(e,s,.75*n,0,2*Math.PI):(o.moveTo(e-n,s),o.lineTo(e+n,s),o.moveTo(e,s-n),o.lineTo(e,s+n)),o.stroke()}var ct="#d6006c";function $t(o,t){let[e,s]=t.axes,{size:n}=t;o.fillStyle=t.ink,o.font="12px sans-serif",o.textAlign="center",o.textBaseline="alphabetic";for(let{share:i,text:r}of e.numbers(Cs[0]/n))o.fillText(r,i*n,n+16);o.textAlign="right",o.textBaseline="middle";for(let{share:i,text:r}of s.numbers(Cs[1]/n))o.fillText(r,-5,(1-i)*n);o.font="italic 600 13px sans-serif",o.textBaseline="alphabetic",o.fillText(t.data.axes[0],n,n+16),o.textBaseline="top",o.fillText(t.data.axes[1],-5,3)}function Pt(o,t){o.strokeStyle=t.ink,o.globalAlpha=.25,o.strokeRect(.5,.5,t.size-1,t.size-1),o.globalAlpha=1}function Ko(o,{picture:t,axes:[e,s],size:n}){let i=(h,d)=>(d-h.low)/(h.high-h.low)*n,[r,a]=e.home.map(h=>i(e,h)),[l,c]=s.home.map(h=>n-i(s,h));o.drawImage(t,r,c,a-r,l-c)}function Xo(o,t){let[e,s]=t.axes[0].home,n=(s-e)/(t.axes[0].high-t.axes[0].low),i=Math.max(2.2,t.size/190)*Math.min(3,Math.max(1,Math.sqrt(n)));o.globalAlpha=t.live.ground.on?.8:1;let{groups:r,points:a}=t,l=t.data.colours.length;for(let c=0;c<r.length;c++){if(!t.shown(c))continue;let[h,d]=t.screen(a[2*c],a[2*c+1]);o.fillStyle=t.colour(c),ye(o,_t(r[c],l),h,d,i)}o.globalAlpha=1}function ve(o,t){for(let{group:e,name:s,line:n}of t.data.outlines??[]){if(e!==null&&t.only!==null&&t.only!==e)continue;let i=e===null?t.ink:t.data.colours[e%t.data.colours.length];gt(o,t,n);for(let[r,a]of[[4,t.paper],[2.2,i]])o.strokeStyle=a,o.lineWidth=r,o.stroke();e===null&&(o.font="700 13px sans-serif",Is(o,t,s,...t.screen(...n[0]),5))}}function Jo(o,t){let e=Math.max(15,t.size/24);o.font=`700 ${e}px sans-serif`;let s=[...t.data.marks.keys()].filter(i=>t.data.marks[i]),n=s.map(i=>t.screen(...t.data.marks[i]));Vo(n,e,t.size).forEach(([i,r],a)=>{t.only!==null&&t.only!==s[a]||Is(o,t,t.name(s[a]),i,r,5)})}function Yo(o,t){o.font="700 13px sans-serif",(t.data.holes??[]).forEach((e,s)=>{let[n,i]=t.screen(...e);o.beginPath(),o.arc(n,i,11,0,2*Math.PI),o.fillStyle=t.paper,o.fill(),o.setLineDash([4,3]),o.strokeStyle=t.ink,o.lineWidth=2,o.stroke(),o.setLineDash([]),Is(o,t,String(s+1),n,i,0)})}function Is(o,t,e,s,n,i){o.textAlign="center",o.textBaseline="middle",o.lineJoin="round",i&&(o.strokeStyle=t.paper,o.lineWidth=i,o.strokeText(e,s,n)),o.fillStyle=t.ink,o.fillText(e,s,n)}function gt(o,t,e,s=!0){o.beginPath(),e.forEach(([n,i],r)=>{let[a,l]=t.screen(n,i);r?o.lineTo(a,l):o.moveTo(a,l)}),s&&o.closePath()}function Zo(o,t){let e=t.drawing??t.line;e?.length&&(gt(o,t,e),o.globalAlpha=.12,o.fillStyle=t.ink,o.fill(),o.globalAlpha=1,o.setLineDash([6,4]),o.strokeStyle=t.ink,o.lineWidth=1.8,o.stroke(),o.setLineDash([]))}function Qo(o,t){let[e,s]=t.screen(t.pin.x,t.pin.y);for(let[n,i]of[[5,"#fff"],[2.5,ct]]){o.strokeStyle=i,o.lineWidth=n,o.beginPath(),o.arc(e,s,9,0,2*Math.PI);for(let[r,a]of[[-1,0],[1,0],[0,-1],[0,1]])o.moveTo(e+16*r,s+16*a),o.lineTo(e+5*r,s+5*a);o.stroke()}}function O(o){return o.getContext("2d")}function ke(o,t){let[e,s,n]=[Math.max(...o),Math.min(...t),Math.max(...t)],i=.08*Math.max(1,n-s);return[new D(-.04*e,1.06*e),new D(s-2*i,n+i)]}function K(o,t){let e=Math.min(Math.floor(t),o.length-1),s=Math.min(e+1,o.length-1);return o[e]+(t-e)*(o[s]-o[e])}function ht(o,t){let e=o.findIndex(i=>i>=t);if(e<=0)return e<0?o.length-1:0;let[s,n]=[o[e-1],o[e]];return e-1+Math.log(t/s)/Math.log(n/s)}function Me(o,{kl:t,information:e,reconstruction:s,labels:n},i,r){let{size:a}=i;e&&oa(o,e,s,i,n[2]),o.beginPath(),t.forEach((l,c)=>o.lineTo(...i.screen(l,s[c]))),o.strokeStyle=i.ink,o.globalAlpha=.5,o.lineWidth=3,o.stroke(),o.globalAlpha=1,o.font="13px sans-serif",o.fillStyle=i.ink,o.textBaseline="alphabetic",o.textAlign="right",o.fillText(n[0],a-6,a-8),o.textAlign="left",o.fillText(n[1],8,18),o.beginPath(),o.arc(...i.screen(K(t,r),K(s,r)),8,0,2*Math.PI),o.fillStyle=ct,o.fill()}function oa(o,t,e,s,n){o.font="13px sans-serif",o.fillStyle=s.ink,o.textAlign="right",o.textBaseline="alphabetic",o.fillText(`- - ${n}`,s.size-6,38),o.beginPath(),t.forEach((i,r)=>o.lineTo(...s.screen(i,e[r]))),o.strokeStyle="#2563c9",o.lineWidth=2,o.setLineDash([5,4]),o.stroke(),o.setLineDash([])}var te=8,na=620,Qt=24,ia=520;function tn(o){if(o<na){let e=o-$-4,s=e+Y+Qt;return{size:e,map:[$,4],curve:[$,s+4],height:s+e+Y+8}}let t=Math.min(ia,(o-2*$-Qt)/2);return{size:t,map:[$,4],curve:[2*$+t+Qt,4],height:t+Y+8}}function en({far:o,kl:t,reconstruction:e}){return{map:[new D(-o,o),new D(-o,o)],curve:ke(t,e)}}function Tt({betas:o,kl:t,reconstruction:e,active:s,words:n},i){let r=t[i]+e[i];return[`${n.beta} ${Ht(Number(o[i].toPrecision(3)))}`,`${n.kl} ${F(t[i],2)} + ${n.reconstruction} ${F(e[i],1)} = ${F(r,1)} nats`,`${n.active} ${s[i]}`].join(" \xB7 ")}function ra(o,t,e){let s=o.frames[t],n={axes:t==="map"?o.data.axes:["",""],colours:o.data.colours};return{axes:s,size:e,ink:o.ink,paper:o.paper,only:o.only,data:{...n,outlines:t==="map"?o.data.outlines:[]},screen:(i,r)=>[s[0].share(i)*e,(1-s[1].share(r))*e]}}function Se(o,t,e,s,n){o.fillStyle=t.paper,o.fillRect(0,0,s,n.height);for(let[i,r]of Object.entries({map:la,curve:ca})){let a=ra(t,i,n.size);o.save(),o.translate(...n[i]),$t(o,a),Pt(o,a),o.beginPath(),o.rect(0,0,n.size,n.size),o.clip(),r(o,t,a,e),o.restore()}}function aa(o,t){let e=Math.min(Math.floor(t),o.last);return[e,Math.min(e+1,o.last),t%1]}function la(o,t,e,s){let[n,i,r]=aa(t,s),{codes:a,groups:l,data:c}=t,h=Math.max(2.2,e.size/150),d=2*l.length,u=m=>{let[g,w]=[a[n*d+m],a[i*d+m]];return c.unit*(g+r*(w-g))};for(let m=0;m<l.length;m++){if(t.only!==null&&l[m]!==t.only)continue;let[g,w]=e.screen(u(2*m),u(2*m+1));o.fillStyle=c.colours[l[m]%c.colours.length],ye(o,_t(l[m],c.colours.length),g,w,h)}ve(o,e)}function ca(o,t,e,s){Me(o,t.data,e,s)}var Ee=new WeakMap,Ns=class{constructor(t){this.canvas=t.querySelector("canvas"),this.caption=t.querySelector("figcaption"),this.data=null,this.heard=v("beta",()=>this.draw()),this.resized=new ResizeObserver(()=>this.draw()),this.resized.observe(this.canvas)}close(){this.heard(),this.resized.disconnect()}update(t){this.data=t,this.axes=ke(t.kl,t.reconstruction),this.draw()}draw(){let{canvas:t,data:e}=this,s=t.clientWidth;if(!e||!s)return;let n=f.betas.get(e.follow)?.beta??e.beta,i=ht(e.betas,n),r=s-$,a=window.devicePixelRatio||1;t.style.height=`${r+Y}px`,[t.width,t.height]=[s*a,(r+Y)*a].map(Math.round);let l=getComputedStyle(t),[c,h]=this.axes,d={axes:this.axes,size:r,ink:l.getPropertyValue("--st-text-color")||"#222",paper:l.getPropertyValue("--st-background-color")||"#fff",data:{axes:["",""]},screen:(m,g)=>[c.share(m)*r,(1-h.share(g))*r]},u=O(t);u.scale(a,a),u.translate($,0),$t(u,d),Pt(u,d),Me(u,e,d,i),this.tell(n,i),_()}tell(t,e){let{kl:s,reconstruction:n,active:i}=this.data,r=c=>[K(c,e)],a={...this.data,betas:[t],kl:r(s),reconstruction:r(n)},l=Tt({...a,active:[i[Math.round(e)]]},0);this.caption.textContent=l,this.canvas.setAttribute("aria-label",`${this.data.label} ${l}`),this.canvas.dataset.beta=String(t)}};function sn({data:o,parentElement:t}){Ee.has(t)||Ee.set(t,new Ns(t));let e=Ee.get(t);return e.update(k(o)),()=>{e.close(),Ee.delete(t)}}var it=`.groups {
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
`;var on=`<div class="groups"></div>
`;var rt=28;function ua(o,t){o.width=o.height=rt;let e=O(o),s=e.createImageData(rt,rt),n=new Uint32Array(s.data.buffer);t.forEach((i,r)=>n[r]=4278190080|i*65793),e.putImageData(s,0,0)}function ma(o,t,e,s){let n=document.createElement("figure"),i=document.createElement("canvas");i.style.width=i.style.height=`${t.size}px`,i.setAttribute("role","img"),i.setAttribute("aria-label",t.labels[e]),ua(i,o);let r=document.createElement("figcaption");return r.textContent=t.captions[e]??"",n.append(t.picks&&s?fa(i,t,e,s):i,r),n}function fa(o,t,e,s){let n=document.createElement("button");return n.type="button",n.title=t.labels[e],n.onclick=()=>s(t.picks[e]),n.append(o),n}function pa(o,t,e){let s=document.createElement("div");s.className="group";let n=document.createElement(`h${e}`);n.className="title",n.textContent=o.title;let i=document.createElement("div");i.className="row";let r=R(o.pixels);for(let a=0;a*rt*rt<r.length;a++)i.append(ma(r.subarray(a*rt*rt,(a+1)*rt*rt),o,a,t));return s.append(...o.title?[n]:[],i),s}function B(o,t,e,s=4){o.replaceChildren(...t.map(n=>pa(n,e,s)))}function nn(o){let{parentElement:t}=o,e=k(o.data),s=t.querySelector(".groups");B(s,e.groups,void 0,e.level),s.dataset.version=e.version,_(),e.pin&&(f.pins[e.space]=e.pin,M("pin"))}var rn=`.draw {
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
`;var an=`<figure class="draw">
  <canvas tabindex="0" role="img"></canvas>
  <div class="tools">
    <button class="undo" type="button"></button>
    <button class="clear" type="button"></button>
  </div>
</figure>
`;var se=new WeakMap,ba=.085,ee=560,zs=class{constructor(t,e){this.changed=null,this.small=null,this.canvas=t.querySelector("canvas"),this.buttons={undo:t.querySelector(".undo"),clear:t.querySelector(".clear")},this.canvas.width=this.canvas.height=ee,this.strokes=e.map(s=>[...s]),this.current=null,this.canvas.onpointerdown=s=>this.start(s),this.canvas.onpointermove=s=>this.go(s),this.canvas.onpointerup=this.canvas.onpointercancel=()=>this.end(),this.canvas.onkeydown=s=>{s.key==="z"&&(s.ctrlKey||s.metaKey)&&this.undo()},this.buttons.undo.onclick=()=>this.undo(),this.buttons.clear.onclick=()=>this.change([])}update(t,e){this.data=t,this.send=e,this.canvas.setAttribute("aria-label",t.label);for(let[s,n]of Object.entries(this.buttons))n.textContent=t[s];this.draw()}place(t){let e=this.canvas.getBoundingClientRect();return[(t.clientX-e.left)/e.width,(t.clientY-e.top)/e.height]}start(t){t.button||(t.preventDefault(),this.canvas.focus({preventScroll:!0}),this.canvas.setPointerCapture(t.pointerId),this.current=this.place(t),this.strokes.push(this.current),this.draw())}go(t){if(!this.current)return;let e=t.getCoalescedEvents?.()??[];for(let s of e.length?e:[t])this.current.push(...this.place(s));this.draw()}end(){this.current&&(this.current=null,this.report())}undo(){this.strokes.length&&this.change(this.strokes.slice(0,-1))}change(t){this.strokes=t,this.draw(),this.report()}draw(){this.paint(this.canvas),this.changed?.();let t=this.strokes.length===0;for(let s of Object.values(this.buttons))s.disabled=t;if(this.canvas.dataset.strokes=this.strokes.length,!t)return;let e=O(this.canvas);e.fillStyle="#9a9a9a",e.font=`${ee/16}px sans-serif`,e.textAlign="center",e.fillText(this.data.hint,ee/2,ee/2,ee*.9)}paint(t){let e=t.width,s=O(t);s.fillStyle="#000",s.fillRect(0,0,e,e),s.strokeStyle="#fff",s.lineWidth=ba*e,s.lineCap=s.lineJoin="round";for(let n of this.strokes){s.beginPath(),s.moveTo(n[0]*e,n[1]*e),s.lineTo(n[0]*e,n[1]*e+.01);for(let i=2;i<n.length;i+=2)s.lineTo(n[i]*e,n[i+1]*e);s.stroke()}}pixels(){let t=this.small??=document.createElement("canvas"),{side:e}=this.data;t.width=t.height=e;let s=t.getContext("2d",{willReadFrequently:!0});this.paint(t);let{data:n}=s.getImageData(0,0,e,e);return Uint8Array.from({length:e*e},(i,r)=>n[4*r])}report(){let t=btoa(String.fromCharCode(...this.pixels())),e=this.strokes.map(s=>s.map(n=>+n.toFixed(4)));this.send("drawn",{pixels:t,strokes:e})}};function Ls(o){return se.get(o)}function ln({data:o,parentElement:t,setTriggerValue:e}){return se.has(t)||se.set(t,new zs(t,o.strokes)),se.get(t).update(o,e),()=>se.delete(t)}var cn=`.film {
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
`;var hn=`<div class="film">
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
`;function Ae(o){let{legend:t,data:e}=o,{values:s,names:n,colours:i}=e,r=s&&[s.colours,s.low,s.high,s.title],a=JSON.stringify([r,n,e.classes,i,e.legend]);if(o.legendSays===a)return;if(o.legendSays=a,t.classList.toggle("bar",!!e.values),e.values){t.replaceChildren(...Ma(e.values)),o.only=null;return}let l=(e.names??e.classes??e.colours).length;t.replaceChildren(...Array.from({length:l},(c,h)=>{let d=document.createElement("button");return d.textContent=o.name(h),d.title=e.legend.replace("{digit}",o.name(h)),d.dataset.shape=String(_t(h,e.colours.length)),d.style.setProperty("--swatch",e.colours[h%e.colours.length]),d.onclick=()=>ka(o,o.only===h?null:h),d})),o.only>=l&&(o.only=null),mn(o),Rs(t)}function Rs(o){o.addEventListener("focusin",o.whenFocused??=({target:e})=>dn(o,e)),o.addEventListener("keydown",o.whenPressed??=e=>va(o,e));let t=un(o);dn(o,t.find(e=>e.dataset.stop)??t[0])}function un(o){return[...o.querySelectorAll("button")].filter(t=>!t.hidden)}function dn(o,t){for(let e of o.querySelectorAll("button"))e.tabIndex=e===t?0:-1,e.dataset.stop=e===t?"here":""}function va(o,t){let e=un(o),s=e.indexOf(t.target),n={ArrowRight:s+1,ArrowLeft:s-1,Home:0,End:e.length-1}[t.key];s<0||n===void 0||(t.preventDefault(),e[(n+e.length)%e.length].focus())}function ka(o,t){o.only=t,mn(o),o.draw()}function mn({legend:o,only:t}){[...o.children].forEach((e,s)=>{e.classList.toggle("off",t!==null&&s!==t),e.setAttribute("aria-pressed",t===s)})}function Ma({colours:o,low:t,high:e,title:s}){let n=document.createElement("div");n.style.background=`linear-gradient(to right, ${o.join(",")})`;let i=[F(t,2),s,F(e,2)].map(r=>{let a=document.createElement("span");return a.textContent=r,a});return[n,...i]}var Sa=[{type:"video/mp4;codecs=avc1.42E01F",name:"MP4",ending:"mp4"},{type:"video/mp4",name:"MP4",ending:"mp4"},{type:"video/webm;codecs=vp9",name:"WebM",ending:"webm"},{type:"video/webm",name:"WebM",ending:"webm"}],Ct=[960,540],Oe=40,Ea=1200;function pn(){return!window.MediaRecorder||!HTMLCanvasElement.prototype.captureStream?null:Sa.find(({type:o})=>MediaRecorder.isTypeSupported(o))??null}function gn(o){let{data:t,kind:e,record:s}=o,n=document.createElement("canvas");[n.width,n.height]=Ct;let i=new MediaRecorder(n.captureStream(30),{mimeType:e.type,videoBitsPerSecond:4e6}),r=[];i.ondataavailable=c=>r.push(c.data),i.onstop=()=>{Aa(o,new Blob(r,{type:e.type})),s.textContent=`${t.words.record} (${e.name})`,s.disabled=!1},s.textContent=t.words.recording,s.disabled=!0,fn(n,o,0),i.start();let a=performance.now(),l=setInterval(()=>{let c=Math.min(o.last,te*(performance.now()-a)/1e3);fn(n,o,c),!(performance.now()-a<1e3*o.last/te+Ea)&&(clearInterval(l),i.stop())},33)}function fn(o,t,e){let s=O(o),n=Math.min(Ct[1]-Oe-Y-12,(Ct[0]-2*$-Qt)/2),i=Ct[0]-n-16,r={size:n,map:[$,Oe],curve:[i,Oe],height:Ct[1]};Se(s,t,e,Ct[0],r),s.fillStyle=t.ink,s.font="600 18px sans-serif",s.textAlign="left",s.textBaseline="alphabetic",s.fillText(Tt(t.data,Math.round(e)),$,Oe-14)}function Aa(o,t){let e=document.createElement("a");e.download=`beta-sweep.${o.kind.ending}`,e.href=URL.createObjectURL(t),e.click(),o.record.dataset.bytes=t.size,setTimeout(()=>URL.revokeObjectURL(e.href),1e4)}var _e=new WeakMap,Fs=class{constructor(t){this.root=t;let e=s=>t.querySelector(s);this.screen=e(".screen"),this.play=e(".play"),this.scrub=e(".scrub"),this.speed=e(".speed"),this.figures=e(".figures"),this.take=e(".take"),this.record=e(".record"),this.unable=e(".unable"),this.legend=e(".legend"),this.data=null,this.last=0,this.before=null,this.at=0,this.only=null,this.playing=!1,this.play.onclick=()=>this.toggle(),this.scrub.oninput=()=>this.go(Number(this.scrub.value)),this.take.onclick=()=>this.send("take",this.data.betas[Math.round(this.at)]),this.record.onclick=()=>gn(this),this.calm=matchMedia("(prefers-reduced-motion: reduce)"),this.resized=new ResizeObserver(()=>this.draw()),this.resized.observe(this.screen)}close(){this.playing=!1,this.resized.disconnect()}update(t,e){if(this.send=e,this.version===t.version)return this.draw();this.version=t.version,this.data=t,this.codes=new Int16Array(R(t.codes).buffer),this.groups=R(t.digits),this.last=t.betas.length-1;let{words:s}=t;this.scrub.max=this.last,this.scrub.setAttribute("aria-label",s.scrub),this.speed.querySelector("span").textContent=s.speed,this.take.textContent=s.take,this.kind=pn(),this.record.hidden=!this.kind,this.record.textContent=`${s.record} (${this.kind?.name})`,this.unable.hidden=!!this.kind,this.unable.textContent=s.unable,this.frames=en(t),Ae(this),this.show(!1),this.go(Math.min(this.at,this.last))}name(t){return tt(t,this.data.classes)}toggle(){if(this.playing)return this.show(!1);this.at>=this.last&&(this.at=0),this.show(!0),this.before=null,requestAnimationFrame(t=>this.tick(t))}show(t){this.playing=t,this.play.textContent=t?`\u275A\u275A ${this.data.words.pause}`:`\u25B6 ${this.data.words.play}`,this.play.setAttribute("aria-pressed",t)}tick(t){if(!this.playing)return;let e=this.before===null?0:Math.min(.1,(t-this.before)/1e3);this.before=t;let s=te*Number(this.speed.querySelector("select").value);if(this.go(Math.min(this.last,this.at+s*e)),this.at>=this.last)return this.show(!1);requestAnimationFrame(n=>this.tick(n))}go(t){this.at=t;let e=Math.round(t);this.scrub.value=e;let s=Tt(this.data,e);this.scrub.setAttribute("aria-valuetext",s),this.figures.textContent=s,this.screen.setAttribute("aria-label",`${this.data.words.map} ${this.data.words.curve} ${s}`),this.draw()}draw(){let t=this.screen.clientWidth;if(!this.data||!t)return;let e=window.devicePixelRatio||1,s=tn(t);this.screen.style.height=`${s.height}px`;let[n,i]=[Math.round(t*e),Math.round(s.height*e)];this.screen.width!==n&&(this.screen.width=n),this.screen.height!==i&&(this.screen.height=i);let r=getComputedStyle(this.screen);this.ink=r.getPropertyValue("--st-text-color")||"#222",this.paper=r.getPropertyValue("--st-background-color")||"#fff";let a=O(this.screen);a.save(),a.scale(e,e),Se(a,this,this.calm.matches?Math.round(this.at):this.at,t,s),a.restore(),this.screen.dataset.drawn=this.version,this.screen.dataset.point=Math.round(this.at),_()}};function wn({data:o,parentElement:t,setTriggerValue:e}){_e.has(t)||_e.set(t,new Fs(t));let s=_e.get(t);return s.update(k(o),e),()=>{s.close(),_e.delete(t)}}var bn=`.gallery {
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
`;var xn=`<section class="gallery" hidden>
  <header>
    <h3></h3>
    <button class="clear" type="button"></button>
  </header>
  <p class="counts"></p>
  <label class="pages"><span></span> <input type="range" min="1" step="1"> <output></output></label>
  <div class="groups"></div>
</section>
`;var $a=[168,84,42];function C(o){let t=new Uint8Array(o.length*784);return o.forEach((e,s)=>t.set(e,s*784)),t}function yn({z:o,index:t},e,s,n,i){let{text:r}=i,a=e.neighbours(o,9),l=t??a[0].index,c=e.name(l),h=i.numbers(o,".2f"),d=Ds(r("map.decoded",{point:h}),0,[s(o)],[r("map.decoded_label",{point:h})]);if(!n)return[d];let u=s(t===null?e.code(l):o),m=a.filter(w=>w.index!==l).slice(0,8),g=t===null?r("map.nearest",{index:l,digit:c,distance:a[0].distance}):r("map.picked_digit",{index:t,digit:c});return[d,{...Ds(g,1,[n(l),u],[r("map.nearest_label",{index:l,digit:c}),r("map.rebuilt_label")]),captions:[r("map.original"),r("map.rebuilt")]},{...Ds(r("map.neighbours"),2,m.map(w=>n(w.index)),m.map(({index:w,distance:b},x)=>r("map.neighbour_label",{rank:x+1,digit:e.name(w),distance:b}))),captions:m.map(({distance:w})=>i.number(w,".2f")),picks:m.map(w=>w.index)}]}function Ds(o,t,e,s){return{title:o,size:$a[t],pixels:C(e),labels:s,captions:[]}}var $e=16,Pa=48,vn=784,Pe=new WeakMap;function Ta(o,{labels:t,names:e},s){let n=[];for(let r of o)n[t[r]]=(n[t[r]]??0)+1;return n.map((r,a)=>`${tt(a,e)}: ${s.number(r,",")}`).filter(Boolean).join(" \xB7 ")}var Ws=class{constructor(t){let e=s=>t.querySelector(s);this.box=e(".gallery"),this.heading=e("h3"),this.counts=e(".counts"),this.clear=e(".clear"),this.pages=e(".pages"),this.number=e(".pages input"),this.groups=e(".groups"),this.indices=null,this.data=null,this.words=new S("en",{}),this.plane=null,this.clear.onclick=()=>this.close(),this.number.oninput=()=>this.draw()}leave(){f.galleries.get(this.data?.space)===this&&f.galleries.delete(this.data.space)}update(t,e){this.send=e,this.data?.version!==t.version&&(this.leave(),this.data=t,f.galleries.set(t.space,this),this.words=new S(t.language,t.sentences),this.show(t.group?.indices??null))}get decoder(){return f.decoders.get(this.data.key)??null}get space(){return f.spaces.get(this.data.key)??null}take({line:t,only:e},s){if(!this.decoder||!this.space||!f.pictures.has(this.data.pictures))return!1;let n=this.space.inside(t,this.data.axes),i=e===null?n:n.filter(a=>s.groups[a]===e);this.plane=s,this.show(i);let r=([a,l])=>[Number(a.toFixed(4)),Number(l.toFixed(4))];return this.send("lasso",{line:t.map(r),only:e}),!0}close(){this.show(null),this.plane&&(this.plane.line=null,this.plane.compose()),this.send("clear",!0)}show(t){if(this.indices=t,this.box.hidden=!t,!t)return;let{text:e}=this.words,s=Math.max(1,Math.ceil(t.length/$e));this.number.value=1,this.number.max=s,this.pages.hidden=s===1,this.pages.querySelector("span").textContent=e("gallery.page",{count:$e}),this.heading.textContent=e("gallery.heading",{count:t.length}),this.clear.textContent=e("gallery.clear"),this.draw()}draw(){let{indices:t,words:e,decoder:s,space:n}=this,{text:i}=e,r=f.pictures.get(this.data.pictures);if(!t||!s||!n||!r)return;this.counts.textContent=t.length?i("gallery.counts",{counts:Ta(t,n,e)}):i("gallery.empty");let a=(Number(this.number.value)-1)*$e;this.pages.querySelector("output").textContent=`${this.number.value} / ${this.number.max}`;let l=t.slice(a,a+$e),c=m=>l.map(g=>i(m,{index:g,digit:n.name(g)})),h=l.map(m=>r.subarray(m*vn,(m+1)*vn)),d=l.map(m=>s.decode(n.code(m),this.data.beta??null)),u=(m,g,w,b)=>({title:m,size:Pa,pixels:C(g),labels:w,captions:b});B(this.groups,l.length===0?[]:[u(i("gallery.originals"),h,c("map.nearest_label"),l.map(m=>n.name(m))),u(i("gallery.rebuilt_short"),d,c("gallery.rebuilt_label"),[])]),this.groups.dataset.count=String(t.length),_()}};function kn(o){let{parentElement:t,setTriggerValue:e}=o;Pe.has(t)||Pe.set(t,new Ws(t));let s=Pe.get(t);return s.update(k(o.data),e),()=>{s.leave(),Pe.delete(t)}}var Mn=`.hint {
  margin: 0;
  font-family: var(--st-font);
  font-size: 0.9rem;
  color: var(--st-text-color);
}
[hidden] {
  display: none;
}
`;var Sn=`<p class="hint"></p>
<div class="groups"></div>
`;async function Na(o){let t=JSON.stringify(o),e=await fetch(new URL("told",document.baseURI),{method:"POST",body:t,keepalive:!0});if(!e.ok)throw new Error(String(e.status))}function za(o,t){let e=new URLSearchParams(window.location.search);e.has("view")||e.set("view",o);for(let[s,n]of Object.entries(t))n===null?e.delete(s):e.set(s,n);history.pushState(history.state,"",`?${e}${window.location.hash}`)}function Te(o){return o.map(t=>Number(t.toPrecision(6))).join(",")}var j=class{constructor(){this.timer=0,this.waiting=null}tell(t,e,s,n){clearTimeout(this.timer),this.waiting=i=>{s&&i&&za(t.view,s),t.ticket?Na({...t,...e}).catch(n):n()},this.timer=window.setTimeout(()=>this.flush(),250)}flush(){this.end(!0)}close(){this.end(!1)}end(t){clearTimeout(this.timer),this.waiting?.(t),this.waiting=null}};var En=784,La=72,Ce=new WeakMap,js=class{constructor(t){this.groups=t.querySelector(".groups"),this.hint=t.querySelector(".hint"),this.teller=new j,this.data=null,this.heard=["decoder","pictures"].map(e=>v(e,()=>this.draw()))}close(){this.heard.forEach(t=>t()),this.teller.close(),f.pickers.get(this.data?.space)===this&&f.pickers.delete(this.data.space)}update(t,e){this.send=e;let s=this.data?.version===t.version;this.data=t,f.pickers.set(t.space,this),!s&&(this.place=t.place,this.hint.textContent=t.hint,t.groups?this.show(t.groups):this.draw(),t.place&&this.pin())}take({x:t,y:e}){let{pictures:s,told:n}=this.data;return!f.spaces.has(this.data.key)||!f.pictures.has(s)?void M("pictures-wanted"):(this.place=[t,e],this.pin(),this.draw(),this.teller.tell(n,{x:t,y:e},null,()=>this.send("pick",{x:t,y:e})),!0)}follow(){}pin(){let[t,e]=this.place;f.pins[this.data.space]={x:t,y:e,index:null},M("pin")}draw(){if(!this.data)return;let{key:t,count:e,title:s,label:n}=this.data,[i,r]=[f.spaces.get(t),f.pictures.get(this.data.pictures)];if(!this.place||!i||!r)return;let a=i.neighbours(this.place,e).map(({index:l})=>l);this.show([{title:s,size:La,pixels:C(a.map(l=>r.subarray(l*En,(l+1)*En))),labels:a.map(l=>n.replace("{what}",s).replace("{digit}",i.name(l))),captions:[]}]),this.groups.dataset.by="browser"}show(t){this.hint.hidden=!0,B(this.groups,t),this.groups.dataset.version=this.data.version,_()}};function An(o){let{parentElement:t,setTriggerValue:e}=o;Ce.has(t)||Ce.set(t,new js(t));let s=Ce.get(t);return s.update(k(o.data),e),()=>{s.close(),Ce.delete(t)}}var On=`.random {
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
.dims {
  margin-top: 0.8rem;
  font-size: 0.9rem;
}
summary {
  cursor: pointer;
  font-weight: 600;
}
.dims label {
  display: grid;
  grid-template-columns: 2rem 1fr 3.2rem;
  align-items: center;
  gap: 0.5rem;
  margin-top: 0.35rem;
}
.dims input {
  width: 100%;
  accent-color: var(--st-primary-color);
}
output {
  text-align: right;
  font-variant-numeric: tabular-nums;
}
summary:focus-visible,
input:focus-visible {
  outline: 3px solid var(--st-primary-color);
}
`;var _n=`<button class="random" type="button" hidden></button>
<div class="groups"></div>
<details class="dims" hidden>
  <summary></summary>
  <div></div>
</details>
`;var Da=[.005,.995],Wa=200,Ie=class{constructor(t,e){this.root=t,t.ontoggle=()=>M("pictures-wanted"),this.moved=e,this.space=null,this.z=[],this.inputs=[]}label(t){this.words=t,this.root.querySelector("summary").textContent=t.text("map.dims"),this.space=null}show(t,e){this.root.hidden=!1,this.z=Array.from(e),t!==this.space&&this.build(t),this.inputs.forEach((s,n)=>this.write(s,this.z[n]))}build(t){this.space=t,this.inputs=Array.from({length:t.dim},(e,s)=>this.slider(t,s)),this.root.querySelector("div").replaceChildren(...this.inputs.map(e=>e.parentElement))}slider(t,e){let s=document.createElement("label"),[n,i,r]=[document.createElement("span"),document.createElement("output"),document.createElement("input")],[a,l]=Da.map(h=>V(t.sorted(e),h)),c=Math.max(l-a,.001);return Object.assign(r,{type:"range",min:a,max:a+c,step:c/Wa}),n.textContent=this.words?.text("map.axis",{number:e+1})??"",r.setAttribute("aria-label",n.textContent),r.oninput=()=>this.moved(this.z.map((h,d)=>d===e?Number(r.value):h)),s.append(n,r,i),r}write(t,e){t.value=String(e);let s=this.words?.number(e,".2f")??"";t.setAttribute("aria-valuetext",s),t.nextElementSibling.textContent=s}};var ja=4e3,$n=784,Ne=new WeakMap,Us=class{constructor(t){let e=s=>t.querySelector(s);this.groups=e(".groups"),this.random=e(".random"),this.random.onclick=()=>this.pickRandom(),this.dims=new Ie(e(".dims"),s=>this.take({index:null,z:s})),this.data=null,this.pick=null,this.awaited=null,this.words=new S("en",{}),this.until=0,this.teller=new j,this.heard=["decoder","pictures"].map(s=>v(s,()=>this.cameIn())),this.pressed=s=>s.composedPath()[0]instanceof HTMLCanvasElement||this.teller.flush(),window.addEventListener("pointerdown",this.pressed,!0)}close(){this.heard.forEach(t=>t()),window.removeEventListener("pointerdown",this.pressed,!0),this.teller.close(),f.pickers.get(this.data?.space)===this&&f.pickers.delete(this.data.space)}update(t,e){this.send=e,this.data?.space!==t.space&&f.pickers.delete(this.data?.space),f.pickers.set(t.space,this);let s=this.data?.version===t.version;this.data=t,!(this.awaited&&!this.isAwaited(t.pick))&&(this.awaited=null,!s&&(this.words=new S(t.language,t.sentences),this.random.textContent=this.words.text("map.random"),this.random.hidden=!1,this.dims.label(this.words),this.pick=t.pick,!this.ready&&t.groups?this.show(t.groups,"server"):this.draw(),!this.ready&&!t.groups&&M("pictures-wanted"),this.tellPlanes()))}isAwaited(t){let{index:e,z:s}=this.awaited;return t.index===e&&t.z.every((i,r)=>Math.abs(i-s[r])<.001)||performance.now()>this.until}get decoder(){return f.decoders.get(this.data?.key)??null}get space(){return f.spaces.get(this.data?.key)??null}get ready(){return!!(this.decoder&&this.space&&f.pictures.get(this.data?.pictures))}cameIn(){this.pick&&this.space&&this.dims.show(this.space,this.pick.z),this.pick&&(this.ready||!this.data.groups)&&this.draw()}take({index:t,z:e}){if(!this.ready||t===null&&!e)return!1;this.choose(t===null?{z:e,index:t}:this.digit(t));let s=t??this.space.neighbours(e,1)[0].index;for(let n of this.data.follows)f.pickers.get(n)?.follow(s);return!0}follow(t){this.ready&&this.choose(this.digit(t))}digit(t){return{index:t,z:this.space.code(t)}}choose(t){this.pick=t,this.tellPlanes(),this.draw(),this.awaited=t,this.until=performance.now()+ja;let{ticket:e,slot:s,model:n}=this.data,i={z:t.z,index:t.index},r=t.index===null?null:String(t.index),a=s===""?{point:`${n},${Te(t.z)}`,index:r}:null;this.teller.tell({ticket:e,view:"map"},{slot:s,model:n,...i},a,()=>this.send("picked",i))}pickRandom(){this.ready?this.take({index:Math.floor(Math.random()*this.space.count)}):this.send("random",!0)}tellPlanes(){let{axes:t,height:e}=this.data,{z:s,index:n}=this.pick,[i,r]=Xt(t,s);f.pins[this.data.space]={x:i,y:s.length>1?r:e,index:n,z:s},M("pin")}draw(){let{decoder:t,space:e,pick:s}=this,n=f.pictures.get(this.data.pictures);if(!t||!e||!s)return;this.dims.show(e,s.z);let i=a=>t.decode(a,this.data.beta??null),r=n?a=>n.subarray(a*$n,(a+1)*$n):null;this.show(yn(s,e,i,r,this.words),"browser")}show(t,e){B(this.groups,t,s=>this.take({index:s})),this.groups.dataset.version=this.data.version,this.groups.dataset.by=e,this.groups.dataset.at=this.pick?.z.join(","),_()}};function Pn(o){let{parentElement:t,setTriggerValue:e}=o;Ne.has(t)||Ne.set(t,new Us(t));let s=Ne.get(t);return s.update(k(o.data),e),()=>{s.close(),Ne.delete(t)}}var Tn=`.plane {
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
`;var Cn=`<figure class="plane">
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
    <button class="change" aria-pressed="false" hidden>
      <svg viewBox="0 0 16 16"><path d="M2 12c2.5 0 3-8 6-8s3.5 8 6 8M2 14.2h12"/></svg>
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
`;var qs=[[1,0],[0,1],[1,1],[-1,1],[2,1],[-2,1],[1,2],[-1,2]],In=2,Ba=3,Nn=120;function ze(o){return Float32Array.from(o,t=>2*Math.asin(Math.sqrt(Math.min(1,Math.max(0,t)))))}function Gs(o,t){let e=0;for(let s=0;s<o.length;s++)e+=(o[s]-t[s])**2;return Math.sqrt(e)}var Le=class{constructor(t,e){this.size=t,this.sides=e,this.lengths=qs.map(()=>new Float32Array(t*t).fill(1/0)),this.rows=[]}get done(){return this.rows.length===this.size}place(t){return[t%this.size,Math.floor(t/this.size)].map(s=>s/(this.size-1)).map((s,n)=>this.sides[n][0]+s*(this.sides[n][1]-this.sides[n][0]))}nearest(t){let[e,s]=t.map((n,i)=>{let[r,a]=this.sides[i];return Math.round(Math.min(1,Math.max(0,(n-r)/(a-r)))*(this.size-1))});return s*this.size+e}add(t){let{size:e}=this,s=this.rows.push(t)-1;qs.forEach(([n,i],r)=>{let a=this.rows[s-i];for(let l=0;a&&l<e;l++){let c=a[l-n];c&&(this.lengths[r][s*e+l]=Gs(t[l],c))}}),s>In&&(this.rows[s-In-1]=[]),this.done&&this.rows.fill([])}speeds(){let{size:t}=this,e=[0,1].map(s=>(this.sides[s][1]-this.sides[s][0])/(t-1));return Float32Array.from({length:t*t},(s,n)=>{let i=[[0,1,n%t],[1,t,Math.floor(n/t)]].map(([r,a,l])=>{let h=[l>0?this.lengths[r][n]:null,l<t-1?this.lengths[r][n+a]:null].filter(d=>d!==null);return(h.reduce((d,u)=>d+u,0)/h.length/e[r])**2});return Math.sqrt((i[0]+i[1])/2)})}shortest(t,e){let{size:s}=this,n=new Float64Array(s*s).fill(1/0),i=new Int32Array(s*s).fill(-1),r=new Bs;n[t]=0,r.push(t,0);for(let l=r.pop();l!==e&&l>=0;l=r.pop())for(let[c,h]of this.steps(l))n[l]+h>=n[c]||(n[c]=n[l]+h,i[c]=l,r.push(c,n[c]));let a=[e];for(;a[0]!==t&&i[a[0]]>=0;)a.unshift(i[a[0]]);return a}steps(t){let{size:e}=this,[s,n]=[t%e,Math.floor(t/e)],i=[];return qs.forEach(([r,a],l)=>{let c=[s-r,n-a];c[0]>=0&&c[0]<e&&c[1]>=0&&i.push([c[1]*e+c[0],this.lengths[l][t]]);let h=[s+r,n+a],d=h[1]*e+h[0];h[0]>=0&&h[0]<e&&h[1]<e&&i.push([d,this.lengths[l][d]])}),i}},Bs=class{constructor(){this.items=[],this.ranks=[]}push(t,e){let s=this.items.length;for(;s>0;){let n=s-1>>1;if(this.ranks[n]<=e)break;this.items[s]=this.items[n],this.ranks[s]=this.ranks[n],s=n}this.items[s]=t,this.ranks[s]=e}pop(){if(!this.items.length)return-1;let t=this.items[0],[e,s]=[this.items.pop(),this.ranks.pop()],{length:n}=this.items,i=0;for(;n;){let r=2*i+1;if(r+1<n&&this.ranks[r+1]<this.ranks[r]&&r++,r>=n||this.ranks[r]>=s)break;this.items[i]=this.items[r],this.ranks[i]=this.ranks[r],i=r}return n&&([this.items[i],this.ranks[i]]=[e,s]),t}};function oe(o,t){let e=Ln(o,Nn),s=[0],n=ze(t(e[0]));for(let i of e.slice(1)){let r=ze(t(i));s.push(s[s.length-1]+Gs(n,r)),n=r}return{points:e,along:s,length:s[s.length-1]}}function zn(o,t,e,s){let n=oe([t,e],s),i=o.shortest(o.nearest(t),o.nearest(e)).slice(1,-1),r=[t,...i.map(l=>o.place(l)),e],a=[n,oe(r,s),oe(Ga(Ln(r,Nn/2)),s)];return{straight:n,shortest:a.reduce((l,c)=>c.length<l.length?c:l)}}function Ga(o){let t=o;for(let e=0;e<Ba;e++)t=t.map((s,n)=>n===0||n===t.length-1?s:s.map((i,r)=>(t[n-1][r]+i+t[n+1][r])/3));return t}function Ln(o,t){let e=[0];for(let s=1;s<o.length;s++)e.push(e[s-1]+Gs(o[s],o[s-1]));return Re({points:o,along:e,length:e[e.length-1]},t)}function Re({points:o,along:t,length:e},s){let n=1;return Array.from({length:s},(i,r)=>{let a=e*r/(s-1);for(;n<t.length-1&&t[n]<a;)n++;let l=Math.min(1,Math.max(0,(a-t[n-1])/(t[n]-t[n-1]||1)));return o[n].map((c,h)=>o[n-1][h]+l*(c-o[n-1][h]))})}var It=96,Ha=[.001,.999],Va=.05,Rn=784;function Fe(o,t,e){let[s,n]=[f.decoders.get(o),f.spaces.get(o)];if(!s||!n||n.dim<2)return null;let i=JSON.stringify([o,t,e]);return f.fields.has(i)||f.fields.set(i,Ka(i,s,n,t,e)),f.fields.get(i)}function Ka(o,t,e,s,n){let i=e.flat(s),r=[0,1].map(d=>{let u=Float32Array.from({length:e.count},(b,x)=>i[2*x+d]).sort(),[m,g]=Ha.map(b=>V(u,b)),w=Math.max(Va*(g-m),.001);return[m-w,g+w]}),a=new Le(It,r),l=e.centre(),c=new Float32Array(It*It*t.dim);for(let d=0;d<It*It;d++)c.set(vt(s,a.place(d),l),d*t.dim);let h=[];return t.tiles(`field ${o}`,{points:c,beta:n,floats:!0},(d,u,m)=>{for(let g=0;g<u;g++)h.push(ze(m.subarray(g*Rn,(g+1)*Rn))),!(h.length<It)&&(a.add(h),h=[]);a.done&&M("field")}),a}var G=28,Xa=.6;function et(o,t,e=0,s=0){let n=O(o),i=n.createImageData(G,G),r=new Uint32Array(i.data.buffer);for(let a=0;a<t.length;a++)r[a]=4278190080|t[a]*65793;n.putImageData(i,e,s)}function Fn(o,t,[e,s,n],i,r){let a=o.createImageData(G,G),l=new Uint32Array(a.data.buffer),c=e|s<<8|n<<16;for(let h=0;h<t.length;h++)l[h]=c|Xa*t[h]<<24;o.putImageData(a,i,r)}function De(o){let t=O(document.createElement("canvas"));t.fillStyle=o,t.fillRect(0,0,1,1);let[e,s,n]=t.getImageData(0,0,1,1).data;return[e,s,n]}var Ja=.62,Ya=[.05,.95],We=class{constructor(t){this.plane=t,this.on=!1,this.given=void 0,this.field=null;let e=[v("field",()=>this.refresh()),v("decoder",()=>this.refresh())];this.close=()=>e.forEach(s=>s())}follow(){let t=!!this.plane.data?.live?.change;if(this.given===t)return this.refresh();this.given=t,this.turn(t)}turn(t){this.on=t,this.plane.press("change",t),this.refresh(),this.plane.compose()}refresh(){let{live:t}=this.plane.data??{};if(!this.on||!t)return;let e=Fe(t.key,t.axes,t.at??null),s=e?.done?e:null;this.plane.canvas.dataset.change=s?"drawn":"waits",!(s===this.field&&this.ink===this.plane.ink)&&(this.field=s,this.ink=this.plane.ink,s&&this.paint(s),this.plane.compose())}paint(t){let{size:e}=t;this.speeds=t.speeds();let s=this.speeds.slice().sort(),[n,i]=this.ends=Ya.map(u=>V(s,u)),[r,a,l]=De(this.ink);this.sheet=document.createElement("canvas"),this.sheet.width=this.sheet.height=e;let c=O(this.sheet),h=c.createImageData(e,e),d=new Uint32Array(h.data.buffer);this.speeds.forEach((u,m)=>{let g=Math.min(1,Math.max(0,Math.log(u/n)/Math.log(i/n||1))),[w,b]=[m%e,Math.floor(m/e)];d[(e-1-b)*e+w]=r|a<<8|l<<16|255*Ja*g<<24}),c.putImageData(h,0,0)}draw(t){if(!this.on||!this.field||!this.sheet)return;let{plane:e,field:s}=this,[n,i]=[.5,s.size-1],[r,a]=[-n,i+n].map(u=>s.sides.map(([m,g])=>m+(g-m)*u/i)),[l,c]=e.screen(r[0],r[1]),[h,d]=e.screen(a[0],a[1]);t.drawImage(this.sheet,l,d,h-l,c-d)}words(t,e){return!this.on||!this.field||!this.speeds?null:`${F(this.speeds[this.field.nearest([t,e])],1)} / z`}};var Za=20,Nt=12,Qa=60,tl=400,el=.01,sl=260,je=class{constructor(t,e){this.plane=t,this.live=e,this.on=!1,this.given=void 0,this.client=`plane ${Math.random()}`}set(t){this.given=this.on=t,this.plane.press("ground",t),this.asked=null}turn(t){this.on=t,this.plane.press("ground",t),this.asked=null,this.plane.draw()}follow(){let{beta:t}=this.live;t===this.beta||Math.abs(Math.log(t/this.beta))<el?this.coarse||this.want():this.want(Nt)}want(t=this.usual){if(clearTimeout(this.soon),!this.on||!this.live.decoder||!this.plane.size)return;this.coarse=t<this.usual,this.beta=this.live.beta;let e=this.plane.axes.map(({low:h,high:d})=>[h,d]),{base:s,slice:n}=this.live.settings,i=n&&this.plane.pin?.z||s,r=vt(this.live.settings.axes,[0,0],i),{key:a}=this.live.settings,l=JSON.stringify([e,r,this.live.beta,t,a,this.plane.ink]);if(l===this.asked)return;if(this.busy&&this.live.dragging)return void(this.next=t);let c=this.coarse||this.live.dragging;this.soon=setTimeout(()=>this.ask(l,e,t),c?0:Qa)}ask(t,e,s){this.asked=t,this.busy=!0,this.next=null;let n=h=>(h+.5)/s,[i,r]=this.plane.axes,a=new Float32Array(s*s*this.live.decoder.dim);for(let h=0;h<s*s;h++){let[d,u]=[Math.floor(h/s),h%s],m=this.live.point(i.value(n(u)),r.value(1-n(d)));a.set(m,h*m.length)}let l=this.newSheet(e,s),c=De(this.plane.ink);this.live.decoder.tiles(this.client,{points:a,beta:this.live.beta??null},(h,d,u)=>{for(let m=0;m<d;m++){let[g,w]=[Math.floor((h+m)/s),(h+m)%s],b=G*G,x=u.subarray(m*b,(m+1)*b),[y,E]=[w*G,g*G];this.live.settings.solid?et(l.canvas,x,y,E):Fn(l,x,c,y,E)}h+d===s*s&&this.done(s),this.plane.compose()})}done(t){this.busy=!1,this.plane.canvas.dataset.ground=`${t} ${this.asked}`,this.next?this.want(this.next):this.coarse&&(this.soon=setTimeout(()=>this.busy||this.want(),tl))}get usual(){return this.live.settings?.tiles??(this.plane.size<sl?Nt:Za)}newSheet(t,e){let s=this.sheet,n=document.createElement("canvas");n.width=n.height=e*G;let i=O(n);return this.sheet={canvas:n,sides:t},s&&this.paint(i,n.width,t,s),i}paint(t,e,s,{canvas:n,sides:i}){let[r,a]=i[0].map(h=>this.share(h,s[0])*e),[l,c]=i[1].map(h=>(1-this.share(h,s[1]))*e);t.drawImage(n,r,c,a-r,l-c)}share(t,[e,s]){return(t-e)/(s-e)}draw(t){if(!this.on||!this.sheet)return;let e=this.plane.axes.map(({low:s,high:n})=>[s,n]);this.paint(t,this.plane.size,e,this.sheet)}};function ol(o){let t=document.createElement("option");return t.value=String(Math.log(o)),t}var Ue=class{constructor(t){let e=t.plane.root.querySelector(".beta");this.live=t,this.box=e,this.plane=t.plane,this.picture=e.querySelector("canvas"),this.input=e.querySelector("input"),this.output=e.querySelector("output"),this.input.oninput=()=>this.drag(),this.input.onchange=()=>this.letGo()}refresh(){let t=this.live.settings.beta;if(this.box.hidden=!t,!t)return;let{value:e,low:s,high:n,stops:i,label:r,picture:a,maps:l,ticks:c}=t;this.box.querySelector("label span").textContent=r,this.picture.setAttribute("aria-label",a),this.input.setAttribute("aria-label",r),this.box.querySelector("datalist").replaceChildren(...(c??[]).map(ol)),[this.input.min,this.input.max]=[Math.log(s),Math.log(n)],this.input.step=Math.log(n/s)/(i-1),this.codes=this.codesOf(l),!this.dragging&&this.given!==e&&(this.given=this.live.beta=e,this.input.value=Math.log(e),this.share(!1)),this.tell(),this.place()}codesOf(t){let e=f.codes;return t?.codes&&!e.has(t.key)&&e.set(t.key,new Int16Array(R(t.codes).buffer)),e.get(t?.key)??null}drag(){this.dragging=!0,this.live.beta=Math.exp(Number(this.input.value)),this.tell(),this.place(),this.plane.draw(),this.live.ground.want(Nt),this.share(!0)}letGo(){this.dragging=!1,this.share(!1),this.plane.send("beta",this.live.beta)}share(t){f.betas.set(this.plane.data.space,{beta:this.live.beta,dragging:t}),M("beta")}tell(){let{live:t,plane:e}=this,s=Ht(Number(t.beta.toPrecision(3)));this.output.textContent=s,this.input.setAttribute("aria-valuetext",s),e.canvas.dataset.beta=t.beta;let{x:n,y:i}=e.pin??{x:e.data.pin[0],y:e.data.pin[1]};t.decoder&&et(this.picture,t.grey(n,i))}place(){let{codes:t,plane:e}=this;if(!t||!e.points)return;let{betas:s,unit:n}=this.live.settings.beta.maps,i=s.map(Math.log),r=Math.log(this.live.beta),a=i.findIndex(u=>u>=r),l=a<0?i.length-1:Math.max(1,a),c=(r-i[l-1])/(i[l]-i[l-1]),h=Math.min(1,Math.max(0,c)),d=e.points.length;for(let u=0;u<d;u++){let[m,g]=[t[(l-1)*d+u],t[l*d+u]];e.points[u]=n*(m+h*(g-m))}}};var qe=class{constructor(t){this.plane=t,this.beta=void 0,this.ground=new je(t,this),this.slider=new Ue(this);let e=[v("decoder",()=>this.refresh()),v("beta",()=>this.follow())];this.close=()=>e.forEach(s=>s())}get dragging(){return this.slider.dragging||!!f.betas.get(this.settings?.follow)?.dragging}follow(){let t=f.betas.get(this.settings?.follow);t&&(this.beta=t.beta,this.plane.canvas.dataset.beta=String(this.beta),t.dragging?this.ground.want(Nt):this.ground.follow())}get settings(){return this.plane.data?.live??null}get decoder(){return f.decoders.get(this.settings?.key)??null}refresh(){let{canvas:t}=this.plane;if(t.classList.toggle("live",this.decoder!==null),t.dataset.live=this.decoder?"ready":"",!this.settings)return;this.slider.refresh(),this.settings.beta||(this.beta=f.betas.get(this.settings.follow)?.beta??this.settings.at);let{ground:e}=this.settings;this.ground.given!==e&&this.ground.set(e),this.ground.follow()}point(t,e){let{base:s,axes:n,slice:i}=this.settings;return vt(n,[t,e],i&&this.plane.pin?.z||s)}grey(t,e){return this.decoder.decode(this.point(t,e),this.beta??null)}show(t,e){let{canvas:s,seen:n}=this.plane;n.hidden=!this.decoder,this.decoder&&(et(n,this.grey(t,e)),s.dataset.at=`${t},${e}`)}visit(t,e){let{plane:s}=this;s.words.textContent=Vt(t,e),s.thumb.hidden=!0,s.hovered=null,this.show(t,e),this.decoder&&s.placeTip(...s.screen(t,e))}};var Hs=5,nl=110,il=1.5,Be=class{constructor(t,e){let{x:s,y:n,left:i,top:r}=t.under(e);this.plane=t,this.far=!1,this.from={left:i,top:r},this.path=[[s,n]],t.walk.stop()}move(t){let{plane:e,from:s}=this,{x:n,y:i,left:r,top:a}=e.under(t);!this.far&&Math.hypot(r-s.left,a-s.top)<Hs||(this.far=!0,this.path.push([n,i]),e.walk.path=this.path,e.live.visit(n,i),e.compose())}end(){this.far&&this.plane.walk.play()}cancel(){this.far=!1,this.plane.walk.path=null,this.plane.compose()}},Ge=class{constructor(t){this.plane=t,this.path=null,this.place=null,this.frame=void 0}get playing(){return this.frame!==void 0}lengths(){let t=this.path.map(([s,n])=>this.plane.screen(s,n)),e=0;return t.map(([s,n],i)=>(i&&(e+=Math.hypot(s-t[i-1][0],n-t[i-1][1])),e))}play(){if(this.stop(),!this.path||this.path.length<2)return;let t=this.lengths(),e=t[t.length-1],s=Math.max(il,e/nl),n=performance.now(),i=r=>{let a=Math.max(0,r-n)/1e3/s;if(a>=2)return this.stop();this.go(t,e*(a<1?a:2-a)),this.frame=requestAnimationFrame(i)};this.frame=requestAnimationFrame(i),this.tell()}go(t,e){let s=t.length-1,n=Math.max(1,Math.min(s,t.findIndex(l=>l>=e))),i=(e-t[n-1])/(t[n]-t[n-1]||1),[r,a]=[0,1].map(l=>this.path[n-1][l]+i*(this.path[n][l]-this.path[n-1][l]));this.place=[r,a],this.plane.live.visit(r,a),this.plane.compose()}stop(){this.playing&&(cancelAnimationFrame(Number(this.frame)),this.frame=void 0,this.place=null,this.plane.tip.hidden=!0,this.plane.compose(),this.tell())}tell(){let{play:t,data:e}=this.plane;t.hidden=!this.path||!e.tools?.play,t.setAttribute("aria-pressed",this.playing),this.plane.canvas.dataset.walk=this.playing?"plays":this.path?"drawn":""}toggle(){this.playing?this.stop():this.play()}};function Dn(o,t){let{path:e,place:s}=t.walk;if(!e)return;o.lineJoin=o.lineCap="round";for(let[r,a]of[[6,t.paper],[3,ct]])o.strokeStyle=a,o.lineWidth=r,gt(o,t,e,!1),o.stroke();if(!s)return;let[n,i]=t.screen(...s);for(let[r,a]of[[8,"#fff"],[6,ct]])o.beginPath(),o.arc(n,i,r,0,2*Math.PI),o.fillStyle=a,o.fill()}function Wn(o,t){let e=f.ways.get(t.data.space);if(e){o.lineJoin=o.lineCap="round";for(let[s,n]of[[e.straight,[2,6]],[e.shortest,[]]]){gt(o,t,s,!1);for(let[i,r]of[[5,t.paper],[2.5,t.ink]])o.setLineDash(i===5?[]:n),o.strokeStyle=r,o.lineWidth=i,o.stroke()}o.setLineDash([])}}var zt=1.5;function jn(o,t){let e=o.tool("closer");return e&&o.fingers.size===2?new Ks(o):o.fingers.size>1?null:o.tool("lasso")&&(t.shiftKey||o.pressed("lasso"))?new Xs(o,t):e&&o.pressed("hand")?new Vs(o,t):o.live.decoder?new Be(o,t):null}function Lt(o,t,e=.5,s=.5){o.axes[0].zoom(t,e),o.axes[1].zoom(t,s),o.moved()}function Un(o,t){if(!o.size||!o.tool("closer")||!t.ctrlKey&&!t.metaKey&&!o.pressed("hand"))return;t.preventDefault();let{left:e,top:s}=o.under(t),n=t.deltaY*(t.deltaMode===1?16:1),i=Math.exp(-Math.max(-60,Math.min(60,n))*.006);Lt(o,i,e/o.size,1-s/o.size)}var Vs=class{constructor(t,e){this.plane=t,this.last=t.under(e),this.far=!1}move(t){let{left:e,top:s}=this.plane.under(t),[n,i]=[e-this.last.left,s-this.last.top];!this.far&&Math.hypot(n,i)<Hs||(this.far=!0,this.last={left:e,top:s},this.plane.axes[0].shift(-n/this.plane.size),this.plane.axes[1].shift(i/this.plane.size),this.plane.moved())}end(){}},Ks=class{constructor(t){this.plane=t,this.far=!0,this.last=this.measure(t)}measure(t){let[e,s]=[...t.fingers.values()].map(n=>t.under(n));return{left:(e.left+s.left)/2,top:(e.top+s.top)/2,apart:Math.max(20,Math.hypot(e.left-s.left,e.top-s.top))}}move(){let{plane:t,last:e}=this;if(t.fingers.size!==2)return;let s=this.measure(t);t.axes[0].shift((e.left-s.left)/t.size),t.axes[1].shift((s.top-e.top)/t.size),Lt(t,s.apart/e.apart,s.left/t.size,1-s.top/t.size),this.last=s}end(){}},Xs=class{constructor(t,e){let{x:s,y:n}=t.under(e);this.plane=t,this.line=t.drawing=[[s,n]]}get far(){return this.line.length>=4}move(t){let{x:e,y:s}=this.plane.under(t);this.line.push([e,s]),this.plane.tip.hidden=!0,this.plane.compose()}end(){let{plane:t,line:e}=this;if(t.drawing=null,this.far){let s=Math.ceil(e.length/200);t.line=e.filter((i,r)=>r%s===0);let n={line:t.line,only:t.only};f.galleries.get(t.data.space)?.take(n,t)||t.send("lasso",n)}t.compose()}};var He=["ground","change","hand","closer","further","whole","play","lasso","save"];function Bn(o){let t={lasso:()=>qn(o,"lasso","hand"),hand:()=>qn(o,"hand","lasso"),closer:()=>Lt(o,zt),further:()=>Lt(o,1/zt),whole:()=>Gn(o),ground:()=>rl(o),change:()=>al(o),play:()=>o.walk.toggle(),save:()=>ll(o)};for(let e of He)o[e].onclick=t[e];o.tool=e=>o.data?.tools?.[e],o.pressed=e=>o[e].getAttribute("aria-pressed")==="true",o.press=(e,s)=>{o[e].setAttribute("aria-pressed",s),o.canvas.classList.toggle(e,s)}}function qn(o,t,e){o.press(t,!o.pressed(t)),o.press(e,!1)}function Gn(o){o.axes.forEach(t=>t.whole()),o.moved()}function rl(o){let t=!o.pressed("ground");o.live.ground.turn(t),o.send("ground",t)}function al(o){let t=!o.pressed("change");o.heat.turn(t),o.send("change",t)}function Hn(o,t){if(t.ctrlKey||t.metaKey||t.altKey)return;t.key==="Escape"&&o.walk.stop();let e={"+":zt,"=":zt,"-":1/zt}[t.key];!o.tool("closer")||!e&&t.key!=="0"||(t.preventDefault(),e?Lt(o,e):Gn(o))}function Vn(o){for(let t of He){let e=o.tool(t)??"";o[t].hidden=!e||t==="play",o[t].title=e,o[t].setAttribute("aria-label",e)}o.walk.tell(),o.root.querySelectorAll(".tools").forEach(Rs)}function Js({thumb:o,data:t},e){let s=f.pictures.get(t.pictures);if(t.pictures&&!s&&M("pictures-wanted"),o.hidden=e===null||!s,o.hidden)return;o.dataset.index=e;let n=G*G;et(o,s.subarray(e*n,(e+1)*n))}function ll({canvas:o,paper:t,data:e}){let s=document.createElement("canvas");[s.width,s.height]=[o.width,o.height];let n=O(s);n.fillStyle=t,n.fillRect(0,0,s.width,s.height),n.drawImage(o,0,0);let i=document.createElement("a");i.download=e.tools.file,i.href=s.toDataURL("image/png"),i.click()}var ne=new WeakMap,cl=250,hl=7,Ys=class{constructor(t){this.root=t;let e=s=>t.querySelector(s);this.canvas=e("canvas"),this.tip=e(".tip"),this.words=e(".words"),this.thumb=e(".thumb"),this.seen=e(".seen"),this.said=e(".said"),this.legend=e(".legend");for(let s of He)this[s]=e(`.${s}`);this.base=document.createElement("canvas"),this.only=null,this.pin=null,this.data=null,this.axes=[new D(0,1),new D(0,1)],this.size=0,this.ratio=1,this.frame=0,this.points=null,this.digits=null,this.groups=new Uint8Array,this.values=null,this.ink="",this.paper="",this.drawing=null,this.fingers=new Map,this.gesture=null,this.over=null,this.teller=new j,this.live=new qe(this),this.heat=new We(this),this.walk=new Ge(this),this.canvas.onclick=s=>this.click(s),this.canvas.onpointerdown=s=>this.down(s),this.canvas.onpointermove=s=>this.move(s),this.canvas.onpointerup=s=>this.up(s),this.canvas.onpointercancel=s=>(this.gesture?.cancel?.(),this.up(s)),this.canvas.onpointerleave=()=>this.walk.playing||(this.tip.hidden=!0),this.canvas.onkeydown=s=>this.key(s),this.canvas.addEventListener("wheel",s=>Un(this,s),{passive:!1}),this.canvas.addEventListener("touchmove",s=>{(this.held||this.fingers.size>1)&&s.cancelable&&s.preventDefault()},{passive:!1}),Bn(this),this.heard=[v("pin",()=>this.showPin(f.pins[this.data?.space??""])),v("ways",()=>this.compose()),v("pictures",()=>this.tip.hidden||Js(this,this.hovered))],this.width=0,this.resized=new ResizeObserver(()=>this.width===this.canvas.clientWidth||this.draw()),this.resized.observe(this.canvas)}close(){this.heard.forEach(t=>t()),this.resized.disconnect(),this.walk.stop(),this.live.close(),this.heat.close(),this.teller.close()}update(t,e){this.send=e;let s=this.version===t.version;if(this.data=t,this.version=t.version,s)return this.themed()?this.draw():void 0;let{view:n,ticks:i}=t,r=(l,c)=>l.alike(c)?l:c;if(this.axes=[r(this.axes[0],new D(...n.x,i?.x)),r(this.axes[1],new D(...n.y,i?.y))],this.points=t.points?new Float32Array(R(t.points).buffer):null,this.digits=t.digits?R(t.digits):null,this.groups=t.groups?R(t.groups):this.digits??new Uint8Array,this.values=t.values?new Float32Array(R(t.values.floats).buffer):null,this.pin=f.pins[t.space??""]??dl(t.pin),this.line=t.lasso??null,this.canvas.setAttribute("aria-label",t.label),Vn(this),this.points&&Ae(this),this.live.refresh(),this.heat.follow(),!t.picture)return this.draw();let a=new Image;a.onload=()=>{this.picture=a,this.draw()},a.src="data:image/png;base64,"+t.picture}draw(){let{canvas:t,base:e,data:s}=this,n=this.width=t.clientWidth;if(!s||!n)return;this.size=n-$;let i=this.size+Y;t.style.height=`${i}px`,this.ratio=window.devicePixelRatio||1,e.width=t.width=Math.round(n*this.ratio),e.height=t.height=Math.round(i*this.ratio),this.themed(),this.onto(e,r=>{$t(r,this),Pt(r,this),this.clip(r),this.picture&&Ko(r,this),this.points&&Xo(r,this),ve(r,this),this.points&&Jo(r,this),Yo(r,this)}),this.compose(),this.live.ground.follow(),this.heat.refresh(),t.dataset.drawn=this.version,t.dataset.only=this.only??"",_()}themed(){let t=getComputedStyle(this.canvas),e=this.ink+this.paper;return this.ink=t.getPropertyValue("--st-text-color")||"#222",this.paper=t.getPropertyValue("--st-background-color")||"#fff",e!==this.ink+this.paper}compose(){if(!this.size)return;let t=O(this.canvas);t.clearRect(0,0,this.canvas.width,this.canvas.height),this.onto(this.canvas,e=>{this.clip(e),this.heat.draw(e),this.live.ground.draw(e)}),t.drawImage(this.base,0,0),this.onto(this.canvas,e=>{this.clip(e),Zo(e,this),Wn(e,this),Dn(e,this),this.pin&&Qo(e,this),this.over?.(e,this)})}onto(t,e){let s=O(t);s.save(),s.scale(this.ratio,this.ratio),s.translate($,0),e(s),s.restore()}clip(t){t.beginPath(),t.rect(0,0,this.size,this.size),t.clip()}moved(){let[t,e]=this.axes;this.canvas.dataset.view=[t.low,t.high,e.low,e.high].join(","),this.tip.hidden=!0,cancelAnimationFrame(this.frame),this.frame=requestAnimationFrame(()=>this.draw())}screen(t,e){return[this.axes[0].share(t)*this.size,(1-this.axes[1].share(e))*this.size]}shown(t){return this.only===null||this.groups[t]===this.only}name(t){return this.data.names?.[t]??tt(t,this.data.classes)}called(t){return tt(this.digits?.[t]??0,this.data.classes)}colour(t){if(!this.values)return this.data.colours[this.groups[t]%this.data.colours.length];let{low:e,high:s,colours:n}=this.data.values,i=(this.values[t]-e)/(s-e);return n[Math.round(Math.min(1,Math.max(0,i))*(n.length-1))]}showPin(t){this.pin=t??null,this.compose(),this.live.refresh()}pick(t){this.pinHere(t),f.pickers.get(this.data.space)?.take(this.pin)||this.tell(t)}tell(t){let e=()=>this.send("pick",{...t,slice:!!this.data.live?.slice}),{told:s}=this.data;if(!s)return e();this.teller.tell(s,{x:t.x,y:t.y},{point:Te([t.x,t.y])},e)}pinHere(t){let e=t.index===null&&this.data.live?this.live.point(t.x,t.y):void 0;this.showPin({...t,z:e})}nearest(t,e,s=hl){let{points:n}=this,i=null,r=s*s;for(let a=0;n&&a<this.groups.length;a++){if(!this.shown(a))continue;let[l,c]=this.screen(n[2*a],n[2*a+1]),h=(l-t)**2+(c-e)**2;h<r&&([r,i]=[h,a])}return i}under(t){let e=this.canvas.getBoundingClientRect(),[s,n]=[t.clientX-e.left-$,t.clientY-e.top],i=r=>Math.min(1,Math.max(0,r/this.size));return{left:s,top:n,x:this.axes[0].value(i(s)),y:this.axes[1].value(1-i(n))}}place(t){let{left:e,top:s,x:n,y:i}=this.under(t),r=this.nearest(e,s);return r===null||!this.points?{x:n,y:i,index:r}:{x:this.points[2*r],y:this.points[2*r+1],index:r}}click(t){this.canvas.focus({preventScroll:!0}),this.dragged?this.dragged=!1:this.size&&this.pick(this.place(this.released??t))}hover(t){if(this.walk.playing)return;let{x:e,y:s,index:n}=this.place(t),i=[Vt(e,s)];n!==null&&i.unshift(this.called(n)),n!==null&&this.values&&i.push(F(this.values[n],3));let r=this.heat.words(e,s);r&&i.push(r),this.words.textContent=i.join(" \xB7 "),this.hovered=n,Js(this,n);let{left:a,top:l}=this.under(t);this.live.show(e,s),this.placeTip(a,l,t.pointerType==="touch")}placeTip(t,e,s=!1){let{tip:n}=this;n.hidden=!1;let[i,r]=[n.offsetWidth,n.offsetHeight],a=t+$+14;n.style.left=`${a+i>this.size+$?Math.max(0,a-28-i):a}px`;let l=Math.max(0,e-r-(s?34:14));n.style.top=`${s||e+14+r>this.size?l:e+14}px`}down(t){!this.size||t.button>0||(this.dragged=!1,this.fingers.set(t.pointerId,t),this.endGesture(),this.hold(t),this.gesture=jn(this,t),this.canvas.setPointerCapture?.(t.pointerId))}move(t){this.size&&(this.fingers.has(t.pointerId)&&this.fingers.set(t.pointerId,t),this.gesture&&this.gesture.move(t),this.gesture?.far||this.hover(t))}hold(t){clearTimeout(this.holding),this.held=!1,t.pointerType==="touch"&&(this.holding=setTimeout(()=>this.held=!0,cl))}up(t){clearTimeout(this.holding),this.held=!1,this.fingers.delete(t.pointerId),this.released=t,this.endGesture()}endGesture(){let{gesture:t}=this;this.gesture=null,t?.end(),t?.far&&(this.dragged=!0,setTimeout(()=>this.dragged=!1,50))}key(t){let s={ArrowLeft:[-1,0],ArrowRight:[1,0],ArrowUp:[0,1],ArrowDown:[0,-1]}[t.key];if(!s)return Hn(this,t);t.preventDefault();let n=t.shiftKey?.005:.025,i=this.pin??{x:this.axes[0].value(.5),y:this.axes[1].value(.5)},[r,a]=[i.x,i.y].map((c,h)=>{let d=this.axes[h].share(c)+s[h]*n;return this.axes[h].value(Math.min(1,Math.max(0,d)))});this.pinHere({x:r,y:a,index:null});let l=f.pickers.get(this.data.space)?.take(this.pin);this.live.visit(r,a),clearTimeout(this.later),this.later=setTimeout(()=>this.report(l),80)}report(t){let{x:e,y:s}=this.pin;t||this.tell({x:e,y:s,index:null});let n=this.nearest(...this.screen(e,s),1/0),i=n===null||!this.digits?"":` \xB7 ${this.called(n)}`;this.said.textContent=Vt(e,s)+i}};function dl(o){return o?{x:o[0],y:o[1],index:null}:null}function Kn(o){return ne.get(o)}function Xn(o){let{parentElement:t,setTriggerValue:e}=o;ne.has(t)||ne.set(t,new Ys(t));let s=ne.get(t);return s.update(k(o.data),e),()=>{s.close(),ne.delete(t)}}var Jn=`.strips {
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
h4 {
  margin: 1.1rem 0 0.6rem;
  font-size: 1.05rem;
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
label.switch {
  display: flex;
  align-items: center;
  gap: 0.5rem;
}
label.switch[hidden] {
  display: none;
}
details {
  margin-top: 0.6rem;
  font-size: 0.9rem;
}
summary {
  cursor: pointer;
}
label.switch input {
  width: 1.1rem;
  height: 1.1rem;
  margin: 0;
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
`;var Yn=`<div class="strips">
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
    <div class="row switches">
      <label class="switch"><input class="even" type="checkbox"><span></span></label>
      <label class="switch"><input class="ways" type="checkbox"><span></span></label>
    </div>
    <div class="groups"></div>
    <p class="hint"></p>
    <div class="shortest" hidden>
      <h4></h4>
      <div class="groups"></div>
      <p class="hint"></p>
      <details><summary></summary><p></p></details>
    </div>
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
    <div class="fitted">
      <h4></h4>
      <div class="groups"></div>
      <p class="hint"></p>
      <details><summary></summary><p></p></details>
    </div>
  </section>
</div>
`;function Z(o){let t=o>>>0;return()=>{t=t+1831565813>>>0;let e=Math.imul(t^t>>>15,t|1);return e^=e+Math.imul(e^e>>>7,e|61),((e^e>>>14)>>>0)/4294967296}}function U(o){let t=null;return()=>{if(t!==null){let n=t;return t=null,n}let e=Math.sqrt(-2*Math.log(1-o())),s=2*Math.PI*o();return t=e*Math.sin(s),e*Math.cos(s)}}function Zn(o,t){if(o>60)return Math.max(0,Math.round(o+Math.sqrt(o)*U(t)()));let e=Math.exp(-o),s=-1;for(let n=1;n>=e;s++)n*=t();return Math.max(0,s)}function Qn(o,t){let e=Array.from({length:o},(s,n)=>n);for(let s=o-1;s>0;s--){let n=Math.floor(t()*(s+1));[e[s],e[n]]=[e[n],e[s]]}return e}function ti({weights:o,means:t,factors:e},s){let n=U(s),i=o.reduce((r,a)=>r+a,0);return()=>{let r=i*s(),a=0;for(;a<o.length-1&&r>=o[a];)r-=o[a++];let l=t[a],c=l.map(n);return l.map((h,d)=>{let u=h;for(let m=0;m<=d;m++)u+=e[a][d][m]*c[m];return u})}}var fl=56,Zs=["prior","fitted"],wt=["walk","shortest"],pl=[0,1],Ve=new WeakMap,Qs=class{constructor(t){this.find=s=>t.querySelector(s),this.rows={walk:this.find(".walk .groups"),shortest:this.find(".shortest .groups"),prior:this.find(".prior .groups"),fitted:this.find(".fitted .groups")},this.words=new S("en",{}),this.teller=new j,this.data=null,this.values={},this.kept={};for(let s of["walk_from","walk_to"])this.find(`.${s}`).onchange=({target:n})=>this.change(wt,{[s]:n.value});for(let[s,n]of[["steps",wt],["samples",Zs]])this.find(`.${s}`).oninput=({target:i})=>this.change(n,{[s]:Number(i.value)});for(let s of["even","ways"])this.find(`.${s}`).onchange=({target:n})=>this.change(wt,{[s]:n.checked});this.find(".again").onclick=()=>this.change(Zs,{draw:this.values.draw+1});for(let s of["A","B"])this.find(`.keep_${s.toLowerCase()}`).onclick=()=>this.keep(s);let e=[v("decoder",()=>this.data&&!this.data.groups&&this.draw()),v("field",()=>this.data&&this.draw(wt))];this.end=()=>e.forEach(s=>s())}close(){this.end(),this.teller.close(),this.showWays(null)}update(t,e){this.send=e;let s=this.data?.version===t.version;if(this.data&&this.data.space!==t.space&&this.showWays(null),this.data=t,!(s||this.teller.waiting))if(this.values={...t.values},this.kept={...t.kept},this.words=new S(t.language,t.sentences),this.label(),this.showValues(),t.groups)for(let[n,i]of Object.entries(t.groups))this.show(n,i);else this.draw()}get ready(){return!!(f.decoders.get(this.data.key)&&f.spaces.get(this.data.key))}label(){let{text:t}=this.words,e=(s,n)=>this.find(s).textContent=t(`strips.${n}`);e(".walk h3","heading_walk"),e(".shortest summary","question_ways"),e(".shortest details p","answer_ways"),e(".shortest h4","heading_shortest"),e(".fitted summary","question_fitted"),e(".fitted details p","answer_fitted"),e(".prior h3","heading_samples");for(let s of["keep_a","keep_b","again"])e(`.${s}`,s);for(let s of["walk_from","walk_to"])this.find(`.${s}`).previousElementSibling.textContent=t(`strips.${s}`);for(let s of["steps","samples"])this.find(`.${s}`).previousElementSibling.firstElementChild.textContent=t(`strips.${s}`),this.find(`.${s}`).setAttribute("aria-label",t(`strips.${s}`));for(let s of["even","ways"])this.find(`.${s}`).nextElementSibling.textContent=t(`strips.${s}`);this.find(".ways").parentElement.hidden=this.data.dim!==2,this.find(".prior .hint").textContent=this.data.hint,this.find(".fitted h4").textContent=t("strips.heading_fitted"),this.find(".fitted .hint").textContent=t(`strips.fitted_hint${this.data.mixture?"":"_wait"}`)}showValues(){let{text:t}=this.words,e=this.data.classes.map(i=>t("strips.centre",{digit:i})),s=(e.length?e:[t("strips.all")]).map((i,r)=>[String(r),i]),n=Object.keys(this.kept).sort().map(i=>[i,t("strips.point",{letter:i})]);for(let i of["walk_from","walk_to"]){let r=[...s,...n].map(([a,l])=>new Option(l,a));this.find(`.${i}`).replaceChildren(...r),this.find(`.${i}`).value=this.values[i]}for(let i of["steps","samples"]){let r=this.find(`.${i}`);r.value=this.values[i],r.previousElementSibling.lastElementChild.textContent=this.values[i]}for(let i of["even","ways"])this.find(`.${i}`).checked=this.values[i];this.find(".shortest").hidden=!this.wantsWays,this.find(".walk .hint").textContent=t("strips.walk_hint",{steps:this.values.steps})}change(t,e){Object.assign(this.values,e),this.showValues(),this.ready&&this.draw(t),this.tell()}keep(t){let e=f.pins[this.data.space]?.z;e&&(this.kept[t]=Array.from(e),this.showValues(),this.ready&&this.draw(wt),this.tell())}tell(){let t={values:this.values,kept:this.kept,answered:this.ready};this.teller.tell({view:"map"},{},null,()=>this.send("set",t))}place(t){return this.kept[t]??f.spaces.get(this.data.key).centre(Number(t))}get wantsWays(){return this.values.ways&&this.data.dim===2}bothWays(){let{key:t,beta:e}=this.data,s=this.wantsWays?Fe(t,pl,e):null;if(!s?.done)return null;let n=[this.place(this.values.walk_from),this.place(this.values.walk_to)],i=JSON.stringify(n);return this.found?.name!==i&&(this.found={name:i,...zn(s,n[0],n[1],this.picture())}),this.found}picture(){let t=f.decoders.get(this.data.key);return e=>t.floatsOf(e,this.data.beta)}points(t){let{values:e,data:s}=this;if(t==="shortest"){let r=this.bothWays();return r&&Re(r.shortest,e.steps)}if(t==="walk"){let r=[this.place(e.walk_from),this.place(e.walk_to)];return e.even?Re(oe(r,this.picture()),e.steps):No(r[0],r[1],e.steps)}let n=e.samples;if(t==="fitted")return Array.from({length:n},ti(s.mixture,Z(e.draw)));let i=U(Z(e.draw));return Array.from({length:n},()=>Array.from({length:s.dim},i))}tellWays(){let t=this.bothWays(),{text:e}=this.words,s=this.find(".shortest .hint");if(this.showWays(t),!t)return void(s.textContent=e("strips.shortest_wait"));let[n,i]=[t.straight.length,t.shortest.length];s.textContent=e("strips.shortest_hint",{straight:n,shortest:i,longer:n/(i||1)-1}),s.dataset.lengths=`${n} ${i}`}showWays(t){let{space:e}=this.data??{};if(t)f.ways.set(e,{straight:t.straight.points,shortest:t.shortest.points});else if(!f.ways.delete(e))return;M("ways")}draw(t=[...wt,...Zs]){if(!this.ready)return;t.includes("shortest")&&this.tellWays();let e=f.decoders.get(this.data.key),{text:s}=this.words;for(let n of t){if(n==="fitted"&&!this.data.mixture)continue;let i=this.points(n);if(!i)continue;let r=l=>wt.includes(n)?s("strips.step_label",{step:l+1,steps:i.length}):s(`strips.${n==="prior"?"sample":"fitted"}_label`,{number:l+1}),a=C(i.map(l=>e.decode(l,this.data.beta)));this.show(n,[{title:"",size:fl,pixels:a,captions:[],labels:i.map((l,c)=>r(c))}]),this.rows[n].dataset.by="browser"}}show(t,e){B(this.rows[t],e),this.rows[t].dataset.by="server",this.rows[t].dataset.version=this.data.version,_()}};function ei(o){let{parentElement:t,setTriggerValue:e}=o;Ve.has(t)||Ve.set(t,new Qs(t));let s=Ve.get(t);return s.update(k(o.data),e),()=>{s.close(),Ve.delete(t)}}var si=`p {
  margin: 0;
  font-family: var(--st-font);
  font-size: 0.9rem;
  color: var(--st-text-color);
}
`;var oi=`<p></p>
`;function bl({betas:o,columns:t,sentence:e,language:s},n){let i=ht(o,n),r=Object.entries(t).map(([a,l])=>[a,K(l,i)]);return new S(s,{}).fill(e,Object.fromEntries(r))}function ni(o){let{parentElement:t}=o,e=k(o.data),s=t.querySelector("p"),n=()=>{let i=f.betas.get(e.follow)?.beta??e.beta;s.textContent=bl(e,i),s.dataset.beta=String(i)};return n(),Kt(t,v("beta",n))}var ii=`.heights {
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
`;var vl=42,Ke=new WeakMap,to=class{constructor(t){this.input=t.querySelector("input"),this.output=t.querySelector("output"),this.name=t.querySelector(".name"),this.groups=t.querySelector(".groups"),this.teller=new j,this.data=null,this.input.oninput=()=>this.moved(),this.heard=v("decoder",()=>this.data&&!this.data.groups&&this.draw())}close(){this.heard(),this.teller.close()}update(t,e){if(this.send=e,this.data?.version===t.version)return;let s=this.data;this.data=t,this.points=t.rows.map(({points:n})=>new Float32Array(R(n).buffer)),this.input.max=t.heights,this.name.textContent=t.label,this.input.setAttribute("aria-label",t.label),(!s||!this.teller.waiting)&&(this.input.value=t.height),this.output.textContent=this.input.value,t.groups&&Number(this.input.value)===t.height?this.show(t.groups,"server"):this.draw()}moved(){let t=Number(this.input.value);this.output.textContent=String(t),this.draw(),this.teller.tell({view:"lesson"},{},null,()=>this.send("set",{height:t}))}draw(){let{rows:t,step:e,heights:s}=this.data,n=t.map(({key:a})=>f.decoders.get(a));if(!n.every(Boolean))return;let i=Number(this.input.value)-1,r=t.map(({title:a,dim:l},c)=>{let h=this.points[c],d=h.length/s/l,u=i*d*l,m=Array.from({length:d},(b,x)=>Array.from(h.subarray(u+x*l,u+(x+1)*l))),g=C(m.map(b=>n[c].decode(b))),w=m.map((b,x)=>e.replace("{number}",String(x+1)).replace("{count}",String(d)));return{title:a,size:vl,pixels:g,labels:w,captions:[]}});this.show(r,"browser")}show(t,e){B(this.groups,t),Object.assign(this.groups.dataset,{version:this.data.version,by:e,height:this.input.value}),_()}};function ai(o){let{parentElement:t,setTriggerValue:e}=o;Ke.has(t)||Ke.set(t,new to(t));let s=Ke.get(t);return s.update(k(o.data),e),()=>{s.close(),Ke.delete(t)}}var li=`.loss {
  font-family: var(--st-font);
  color: var(--st-text-color);
}
.presets {
  display: flex;
  flex-wrap: wrap;
  gap: 0.4rem;
  margin-bottom: 0.8rem;
}
.fields {
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 13rem), 1fr));
  gap: 0.6rem 1rem;
}
label {
  display: grid;
  gap: 0.2rem;
  align-content: end;
  font-size: 0.9rem;
}
label[hidden] {
  display: none;
}
input,
select,
button {
  box-sizing: border-box;
  height: 2.5rem;
  max-width: 100%;
  padding: 0.3rem 0.7rem;
  border: 1px solid var(--st-border-color);
  border-radius: 8px;
  background: var(--st-background-color);
  color: inherit;
  font: inherit;
}
.presets button {
  height: auto;
  min-height: 2rem;
  font-size: 0.88rem;
}
button:hover:not(:disabled),
[aria-pressed="true"] {
  border-color: var(--st-primary-color);
  color: var(--st-primary-color);
}
input[aria-invalid="true"] {
  border: 2px solid var(--st-primary-color);
}
:focus-visible {
  outline: 3px solid var(--st-primary-color);
}
.written {
  overflow-x: auto;
  margin: 0.9rem 0 0.4rem;
}
.answer p {
  margin: 0.3rem 0;
}
.use {
  margin: 0.5rem 0 0.8rem;
}
`;var ci=`<div class="loss">
  <div class="presets" role="group"></div>
  <div class="fields">
    <label><span></span><select class="likeness" data-options="bce mse"></select></label>
    <label><span></span><select class="pixels" data-options="sum mean"></select></label>
    <label><span></span><input class="k1" type="text" inputmode="decimal"></label>
    <label><span></span><input class="variance" type="text" inputmode="decimal"></label>
    <label><span></span><select class="dims" data-options="sum mean"></select></label>
    <label><span></span><select class="factor" data-options="half whole"></select></label>
    <label><span></span><input class="k2" type="text" inputmode="decimal"></label>
    <label><span></span><input class="dim" type="text" inputmode="numeric"></label>
    <label><span></span><select class="batch" data-options="alike summed"></select></label>
    <label><span></span><input class="size" type="text" inputmode="numeric"></label>
  </div>
  <p class="written"><code></code></p>
  <div class="answer" aria-live="polite"></div>
  <button class="use" type="button"></button>
</div>
`;var Rt={likeness:"bce",pixels:"mean",k1:1,variance:.5,dims:"mean",factor:"whole",k2:.001,batch:"alike",size:64,dim:2},Xe={...Rt,pixels:"sum",dims:"sum",factor:"half",k2:1},eo={course:Rt,course_half:{...Rt,k2:5e-4},course_collapse:{...Rt,k1:3,k2:7},keras:Xe,pytorch:{...Xe,dim:20},beta_vae:{...Xe,k2:4,dim:10},mean_mse:{...Xe,likeness:"mse",pixels:"mean",dim:20}};function Sl({likeness:o,pixels:t,k1:e,variance:s,dims:n,factor:i,k2:r,batch:a,size:l,dim:c}){let h=o==="mse"?2*s:1,d=i==="half"?1:2;return{likeness:e*h/(t==="mean"?784:1),code:r*d/(n==="mean"?c:1)*(a==="summed"?l:1)}}function so(o){let{likeness:t,code:e}=Sl(o);return e/t}function Je(o,t){return{k1:1,k2:o*t/(2*784)}}function hi({likeness:o,pixels:t,k1:e,dims:s,factor:n,k2:i,batch:r}){let a=o==="bce"?"BCE(x, y)":"(x - y)\xB2",l=`${r==="summed"?"sum_batch ":""}${s}_dims(z_mean\xB2 + exp(z_log_var) - z_log_var - 1)`;return`loss = ${e===1?"":`${e} \xB7 `}${t}_pixels(${a}) + ${i===1?"":`${i} \xB7 `}${n==="half"?"\xBD \xB7 ":""}${l}`}var Ye=["likeness","pixels","dims","factor","batch"],ie={k1:[1e-6,1e6],k2:[0,1e6],variance:[1e-6,1e6],dim:[1,1e4],size:[1,1e5]},El=["dim","size"],Ze=new WeakMap,Qe=Rt;function Al(o,[t,e],s){let n=o.trim()?Number(o.trim().replace(",",".")):NaN;return n>=t&&n<=e&&(!s||Number.isInteger(n))?n:null}var no=class{constructor(t){this.find=e=>t.querySelector(e),this.words=new S("en",{}),this.form=Qe,this.beta=so(Qe);for(let e of Ye)this.find(`.${e}`).onchange=({target:s})=>this.change({[e]:s.value});for(let e of Object.keys(ie))this.find(`.${e}`).oninput=()=>this.type(e);this.find(".use").onclick=()=>this.send("set",{beta:this.beta})}update(t,e){this.send=e,this.data?.version!==t.version&&(this.data=t,this.words=new S(t.language,t.sentences),this.label(),this.show())}label(){let{text:t}=this.words;for(let s of[...Ye,...Object.keys(ie)])this.find(`.${s}`).previousElementSibling.textContent=t(`loss.${s}`);for(let s of Ye){let n=this.find(`.${s}`),i=n.dataset.options.split(" ").map(r=>new Option(t(`loss.${s}_${r}`),r));n.replaceChildren(...i)}let e=Object.entries(eo).map(([s,n])=>{let i=document.createElement("button");return Object.assign(i,{type:"button",textContent:t(`loss.preset_${s}`),onclick:()=>this.change(n)}),i.dataset.preset=s,i});this.find(".presets").replaceChildren(...e),this.find(".presets").setAttribute("aria-label",t("loss.presets")),this.find(".use").textContent=t("loss.use")}change(t){Qe=this.form={...this.form,...t},this.show()}type(t){let e=Al(this.find(`.${t}`).value,ie[t],El.includes(t));if(this.find(`.${t}`).setAttribute("aria-invalid",String(e===null)),e===null){let[s,n]=ie[t],i=this.words.text(`loss.${t}`);return this.say([this.words.text("loss.expected",{what:i,low:this.words.plain(s),high:this.words.number(n,",")})])}Qe=this.form={...this.form,[t]:e},this.tell()}show(){let{form:t}=this;for(let e of Ye)this.find(`.${e}`).value=t[e];for(let e of Object.keys(ie))this.find(`.${e}`).value=String(t[e]).replace(".",this.words.point),this.find(`.${e}`).setAttribute("aria-invalid","false");this.tell()}tell(){let{form:t,words:e}=this;this.find(".variance").parentElement.hidden=t.likeness!=="mse",this.find(".size").parentElement.hidden=t.batch!=="summed";for(let r of this.find(".presets").children)r.setAttribute("aria-pressed",String(JSON.stringify(eo[r.dataset.preset])===JSON.stringify(t)));this.find("code").textContent=hi(t),this.beta=so(t);let{k1:s,k2:n}=Je(this.beta,t.dim),i={beta:e.plain(this.beta),k1:e.plain(s),k2:e.plain(n),dim:t.dim};this.say([e.text("loss.answer",i),this.place(),...t.likeness==="mse"?[e.text("loss.mse_note")]:[]]),this.find(".use").disabled=!(this.beta>0),this.find(".answer").dataset.beta=String(this.beta)}place(){let{betas:t,kl:e,reconstruction:s}=this.data,[n,i]=[t[0],t[t.length-1]],r=ht(t,Math.min(i,Math.max(n,this.beta))),a={rate:K(e,r),distortion:K(s,r),low:this.words.plain(n),high:this.words.plain(i)},l=this.beta<n?"below":this.beta>i?"above":"place";return this.words.text(`loss.${l}`,a)}say(t){let e=t.map(s=>{let n=document.createElement("p");return n.append(...lt(s)),n});this.find(".answer").replaceChildren(...e)}};function di(o){let{parentElement:t,setTriggerValue:e}=o;return Ze.has(t)||Ze.set(t,new no(t)),Ze.get(t).update(k(o.data),e),()=>Ze.delete(t)}var ui=`.split {
  margin: 0.4rem 0 0.8rem;
  font-family: var(--st-font);
  color: var(--st-text-color);
  --information: #2563c9;
  --distance: #d98c00;
}
.bar {
  display: flex;
  height: 1.6rem;
  border: 1px solid var(--st-border-color);
  border-radius: 4px;
  overflow: hidden;
}
.bar span {
  height: 100%;
}
.information {
  background: var(--information);
}
.distance {
  background: repeating-linear-gradient(45deg, var(--distance) 0 5px, transparent 5px 8px);
}
.ends {
  display: flex;
  justify-content: space-between;
  font-size: 0.8rem;
  opacity: 0.85;
}
i {
  display: inline-block;
  width: 0.9rem;
  height: 0.9rem;
  margin-right: 0.45rem;
  border-radius: 2px;
  vertical-align: -0.1rem;
}
figcaption p {
  margin: 0.3rem 0 0;
  font-size: 0.9rem;
}
`;var mi=`<figure class="split">
  <div class="bar" role="img"><span class="information"></span><span class="distance"></span></div>
  <div class="ends" aria-hidden="true"><span class="least"></span><span class="most"></span></div>
  <figcaption>
    <p><i class="information"></i><span class="information-words"></span></p>
    <p><i class="distance"></i><span class="distance-words"></span></p>
  </figcaption>
</figure>
`;function $l({betas:o,kl:t,information:e},s){let n=ht(o,s),i=K(e,n);return{information:i,distance:Math.max(0,K(t,n)-i)}}function fi(o){let{parentElement:t}=o,e=k(o.data),s=a=>t.querySelector(a),n=new S(e.language,e.sentences),i=Math.max(...e.kl);s(".least").textContent="0",s(".most").textContent=n.text("split.most",{most:i});let r=()=>{let a=f.betas.get(e.follow)?.beta??e.beta,l=$l(e,a),c=[];for(let[h,d]of Object.entries(l)){s(`.bar .${h}`).style.width=`${100*d/i}%`;let u=n.text(`split.${h}`,{nats:d,most:Math.log(e.count),count:e.count});s(`.${h}-words`).replaceChildren(...lt(u)),c.push(s(`.${h}-words`).textContent)}s(".bar").setAttribute("aria-label",c.join(" ")),s(".bar").dataset.parts=Object.values(l).map(h=>h.toFixed(4)).join(" ")};return r(),Kt(t,v("beta",r))}var L={html:Cn,css:[Ts,Tn],component:Xn},dt={html:on,css:[it],component:nn},pi={html:an,css:[rn],component:ln},gi={html:hn,css:[Ts,cn],component:wn},wi={html:Ho,css:[Go],component:sn},bi={html:_n,css:[it,On],component:Pn},xi={html:xn,css:[it,bn],component:kn},yi={html:Sn,css:[it,Mn],component:An},vi={html:Yn,css:[it,Jn],component:ei},ki={html:oi,css:[si],component:ni},Mi={html:ri,css:[it,ii],component:ai},Si={html:ci,css:[li],component:di},ts={html:mi,css:[ui],component:fi};var Q=28,Pl=Q*Q,ss=o=>Math.min(1,Math.max(0,o));function Ei(o,t,e){let s=U(e);return o.map(n=>ss(n+Math.sqrt(t)*s()))}function Tl(o,t,e){let s=U(e);return o.map((n,i)=>ss(n+Math.sqrt(t*(i%Q)/(Q-1))*s()))}function Ai(o,t,e){let s=2**Math.ceil(Math.log2(new Set(o).size));return o.map(n=>ss(Zn(n*s,e)/s))}function es(o){return(t,e,s)=>t.map(n=>s()>=e?n:s()<o?1:0)}function Oi(o,t,e){let s=U(e);return o.map(n=>ss(n+n*Math.sqrt(t)*s()))}function Cl(o,t,e){let s=Math.trunc(t),[n,i]=[0,0].map(()=>Math.floor(e()*(Q-s+1)));return o.map((r,a)=>{let[l,c]=[Math.floor(a/Q)-n,a%Q-i];return l>=0&&l<s&&c>=0&&c<s?0:r})}function Il(o,t,e){let s=Math.trunc(t),n=Q/s,i=Qn(n*n,e);return o.map((r,a)=>{let[l,c]=[Math.floor(a/Q),a%Q],h=i[Math.floor(l/s)*n+Math.floor(c/s)],d=Math.floor(h/n)*s+l%s;return o[d*Q+h%n*s+c%s]})}function Nl(o,t,e){return t===0?o.slice():[[Ei,.3],[es(.5),.2],[Ai,0],[Oi,.1]].reduce((n,[i,r])=>i(n,r*t,e),o)}var zl={none:o=>o.slice(),course:Nl,gaussian:Ei,localvar:Tl,poisson:Ai,salt:es(1),pepper:es(0),"s&p":es(.5),speckle:Oi,mask:Cl,shuffle:Il};function os(o,t,e,s,n=0){if(o.length!==Pl)throw new Error(`784 pixels are expected, got ${o.length}`);return zl[t](o,e,Z(Math.imul(s+1,2654435761)+n))}var ns=[1,2],is=4.5;function bt(o,t,e){let s=Array.from(o),n=Array.from(t,r=>Math.exp(.5*r)),i=s.map((r,a)=>r+n[a]*e[a]);return{zMean:s,zLogVar:Array.from(t),sigma:n,epsilon:e,z:i}}function _i({zMean:o,zLogVar:t}){return o.reduce((e,s,n)=>e-.5*(1+t[n]-s**2-Math.exp(t[n])),0)}function rs(o,t){let e=0;for(let s=0;s<o.length;s++){let n=Math.min(.9999999,Math.max(1e-7,t[s]));e-=o[s]*Math.log(n)+(1-o[s])*Math.log(1-n)}return e}function Ft({zMean:o,sigma:t},e,s=72){return Array.from({length:s},(n,i)=>{let r=2*Math.PI*i/s;return[o[0]+e*t[0]*Math.cos(r),o[1]+e*t[1]*Math.sin(r)]})}function $i(o,t,{count:e,wider:s,seed:n}){let i=U(Z(n));return Array.from({length:e},()=>bt(o,t,o.map(()=>s*i())).z)}var Pi="3, 2, 1, 18, 4, 8, 11, 0, 61, 7",Ll="inception",Rl=24,io=1e4,as=784,Ti=[48,96],Ci={"s&p":"salt_and_pepper"};function ro(o){return o.split(/[\s,;]+/).filter(e=>/^\d+$/.test(e)).map(Number).filter(e=>e<io).slice(0,Rl)}function Ii(o,t){let e=o.reduce((s,n,i)=>s+(n-t[i])**2,0)/o.length;return-10*Math.log10(Math.max(e,1e-12))}async function Fl(o){let{text:t,content:e}=o,s=e.models.filter(m=>m.encoder&&m.data===X).map(m=>m.name),n=Object.keys(e.noise),i=z("noise",n,"course"),r=e.noise[i],a={model:o.model(z("model",s,"denoiser")),mode:i,level:N("level",r.default,r.low,r.high),seed:N("seed",0,0,999999),digits:ro(q("digits")??Pi)};a.digits.length||(a.digits=ro(Pi)),o.add(A(t("denoise.lead"),"lead"),...Dl(o,a,s,n));let l=p("div"),c=p("div",{data:{part:"figures"}});o.add(l,c,A(t("site.numbers_note"),"hint"));let h=await nt(),d=await Ot(),u=o.mount(dt,l,{groups:[]});a.draw=()=>{let m=Wl(o,a,h,d);u.update({level:3,groups:m.groups}),c.replaceChildren(Bl(o,m))},a.draw(),await Promise.all([At(a.model),I(a.model),At(Ni(o))]),a.draw()}function Dl(o,t,e,s){let{text:n}=o,i=u=>n(`noise.mode_${Ci[u]??u}`),r=o.content.noise[t.mode],a=u=>{P(u),o.render()},l=u=>{Object.assign(t,u),P({level:ot(t.level),seed:t.seed}),t.draw?.()},c=r.choices.length?T("level",n("noise.level_shuffle"),r.choices.map(u=>[String(u),String(u)]),String(t.level),u=>l({level:Number(u)})):qo("level",n(`noise.level_${Ci[t.mode]??t.mode}`),{low:r.low,high:r.high,step:r.high>2?1:.05,value:t.level,written:u=>o.words.plain(u)},u=>l({level:u})),h=p("input",{type:"text",value:t.digits.join(", "),data:{name:"digits"}});h.onchange=()=>a({digits:h.value});let d=()=>a({digits:t.digits.map(()=>Math.floor(Math.random()*io)).join(",")});return[p("div",{className:"row settings",data:{part:"settings"}},T("model",n("denoise.model"),e.map(u=>[u,o.title(o.model(u))]),t.model.name,u=>a({model:u})),T("noise",n("noise.mode"),s.map(u=>[u,i(u)]),t.mode,u=>a({noise:u,level:null})),...r.low===r.high?[]:[c],J("seed",n("site.other_noise"),()=>l({seed:(t.seed+1)%1e6}))),p("div",{className:"row",data:{part:"digits"}},p("label",{className:"field wide"},p("span",{},n("denoise.digits",{last:io-1})),h),J("others",n("denoise.others"),d))]}function Wl(o,t,e,s){let{text:n}=o,[i,r]=[f.encoders.get(t.model.key),f.decoders.get(t.model.key)],a=t.digits.map(b=>Float32Array.from(e.subarray(b*as,(b+1)*as),x=>x/255)),l=a.map((b,x)=>os(b,t.mode,t.level,t.seed,x)),c=i&&r?l.map(b=>Ul(t.model,i,r,b)):null,h=Math.min(Ti[1],Math.max(Ti[0],Math.floor(900/a.length)-6)),d=t.digits.map(b=>n("denoise.label",{digit:s[b],index:b})),u=(b,x,y,E="")=>({title:b,size:h,pixels:ql(x),captions:y,labels:d.map(ft=>E+ft)}),m=jl(o,l),g=n("denoise.corrupted")+(m.length?` \xB7 ${n("site.named_by",{system:n("denoise.system_inception")})}`:""),w=[u(n("denoise.clean"),a,t.digits.map(b=>String(s[b]))),u(g,l,m,`${n("denoise.corrupted")}: `)];return c&&w.push(u(n("denoise.restored"),c,[],`${n("denoise.restored")}: `)),{groups:w,clean:a,corrupted:l,restored:c}}function jl(o,t){let e=f.encoders.get(Ni(o).key);return e?t.map(s=>{let{probabilities:n}=e.run(s),i=Math.max(...n);return`\u2192 ${n.indexOf(i)} \xB7 ${o.words.number(i,".0%")}`}):[]}function Ni(o){return o.content.classifiers.find(({name:t})=>t===Ll)}function Ul(o,t,e,s){t.follow(o.beta);let n=t.run(s).z_mean;return Float32Array.from(e.decode(Array.from(n),o.beta),i=>i/255)}function ql(o){return C(o.map(t=>Uint8ClampedArray.from(t,e=>255*e)))}function Bl(o,{clean:t,corrupted:e,restored:s}){let{text:n,words:i,content:r}=o,a=m=>t.map(()=>m),l=Float32Array.from(r.mean_image),c=[["restored",s],["noisy",e],["black",a(new Float32Array(as))],["mean_image",a(l)]],h=m=>m.reduce((g,w)=>g+w,0)/m.length,d=p("tr",{},...[n("denoise.picture"),n("denoise.measure_psnr"),n("denoise.measure_bce")].map(m=>p("th",{scope:"col"},m))),u=c.filter(([,m])=>m).map(([m,g])=>{let w=g,b=h(w.map((y,E)=>Ii(t[E],y))),x=h(w.map((y,E)=>rs(t[E],y)/as));return p("tr",{},p("th",{scope:"row"},n(`denoise.row_${m}`)),p("td",{},i.number(b,".1f")),p("td",{},i.number(x,".3f")))});return p("table",{},p("thead",{},d),p("tbody",{},...u))}var po={};Gt(po,{show:()=>Ec});var Gl=.04,Hl=["ground","hand","closer","further","whole","play"];function Dt(o,t=""){return t+o.key.slice(0,8)}function xt(o,t,e){return t.dim===1?[o.text("map.axis",{number:1}),o.text("map.axis_spread")]:Array.isArray(e)?e.map(s=>o.text("map.axis",{number:s+1})):[1,2].map(s=>o.text("map.component",{number:s}))}function lo(o,t,e=null){return{digits:t,classes:e,colours:o.content.colours,legend:o.text("map.legend",{digit:"{digit}"})}}function Vl(o,t){let e=o.flat(t),s=Z(0);if(o.dim===1)for(let n=1;n<e.length;n+=2)e[n]=2*s()-1;return e}function Kl(o){let t=[0,1].map(e=>{let[s,n]=[1/0,-1/0];for(let r=e;r<o.length;r+=2)[s,n]=[Math.min(s,o[r]),Math.max(n,o[r])];let i=Gl*(n-s)+.001;return[s-i,n+i]});return{x:t[0],y:t[1]}}function zi(o,t,e,s={}){return{key:o.key,base:t.centre(),axes:e,slice:!1,ground:!1,beta:null,at:o.beta,...s}}function Wt(o,t,e,s=Hl){let n=s.map(i=>[i,o.text(`live.${i}`)]);return{save:o.text("export.picture"),file:`${t.name}-${e}.png`,...Object.fromEntries(n)}}function at(o,t,e,s,n="",i={}){let r=Vl(e,s),a=o.text("layers.colour_digit");return{view:Kl(r),axes:xt(o,t,s),label:o.text("map.map_label",{count:e.count,colour:a}),space:Dt(t,n),points:r,marks:t.classes?.length===0?[]:zo(r,e.labels),pictures:t.data,live:zi(t,e,s,{slice:!0}),tools:{...Wt(o,t,"map"),lasso:o.text("gallery.lasso")},...lo(o,e.labels,t.classes),...i}}function ls(o,t,e,s,n="",i={}){let r=Array.isArray(s)&&s[0]===0&&s[1]===Math.min(1,t.dim-1),[a,l]=r?[t.grid.x,t.grid.y]:Xl(e.flat(s));return{view:{x:[a[0],a[a.length-1]],y:[l[0],l[l.length-1]]},ticks:{x:a,y:t.dim>1?l:[-1,1]},axes:xt(o,t,s),label:o.text("map.grid_label",{size:a.length}),space:Dt(t,n),live:zi(t,e,s,{ground:!0,solid:!0}),tools:Wt(o,t,"grid",[]),...i}}function Xl(o,t=20){return[0,1].map(e=>{let s=o.filter((r,a)=>a%2===e).sort(),[n,i]=[V(s,.01),V(s,.99)];return Array.from({length:t},(r,a)=>n+(i-n)*a/(t-1))})}var Li=`.draws {
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
`;var Ri=`<div class="draws">
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
`;var Zl=72,cs=new WeakMap,co=class{constructor(t){this.find=e=>t.querySelector(e),this.input=this.find("input"),this.groups=this.find(".groups"),this.words=new S("en",{}),this.teller=new j,this.data=null,this.chosen={wider:1,draw:0},this.input.oninput=()=>this.set({wider:Number(this.input.value)}),this.find("button").onclick=()=>this.set({draw:this.chosen.draw+1}),this.heard=v("decoder",()=>this.data&&this.draw())}close(){this.heard(),this.teller.close(),this.maps?.forEach(t=>t.close())}update(t,e){if(this.send=e,this.data?.version===t.version)return;this.data=t,this.teller.waiting||(this.chosen={wider:t.wider,draw:t.draw}),this.words=new S(t.language,t.sentences);let{text:s}=this.words;this.find(".name").textContent=s("lesson_draws.wider"),this.input.setAttribute("aria-label",s("lesson_draws.wider")),this.find("label").title=s("lesson_draws.wider_help"),this.find("button").textContent=s("lesson_draws.again"),["lesson_cloud.whole","lesson_draws.near"].forEach((n,i)=>{this.find(`figure:nth-child(${i+1}) figcaption`).textContent=s(n)}),this.draw()}set(t){Object.assign(this.chosen,t),this.draw();let e={...this.chosen};this.teller.tell({view:"lesson"},{},null,()=>this.send("set",e))}draw(){let{mean:t,logVar:e,count:s,key:n}=this.data,{wider:i,draw:r}=this.chosen;this.input.value=i,this.find("output").textContent=String(i);let a=$i(t,e,{count:s,wider:i,seed:r});this.showMaps(a);let l=f.decoders.get(n);if(!l)return;let c=a.map((m,g)=>String(g+1)),h=c.map(m=>this.words.text("lesson_draws.picture",{number:m})),d=this.words.text("lesson_draws.decoded"),u=C(a.map(m=>l.decode(m)));B(this.groups,[{title:d,size:Zl,pixels:u,captions:c,labels:h}]),this.groups.dataset.version=`${this.data.version} ${i} ${r}`,_()}showMaps(t){let{mean:e,logVar:s,plane:n}=this.data,i=bt(e,s,e.map(()=>0)),r=ns.map(u=>({group:null,name:`${u}\u03C3`,line:Ft(i,u)})),a=is*this.chosen.wider*Math.max(...i.sigma.slice(0,2)),[l,c]=[0,1].map(u=>[e[u]-a,e[u]+a]),h={view:{x:l,y:c},marks:[],label:this.words.text("lesson_cloud.near_label")},d=[{},h].map(u=>({...n,...u,version:void 0,outlines:r,holes:t}));this.maps?this.maps.forEach((u,m)=>u.update(d[m])):this.maps=d.map((u,m)=>st(L,this.find(m?".near":".whole"),u))}};function Fi(o){let{parentElement:t,setTriggerValue:e}=o;cs.has(t)||cs.set(t,new co(t));let s=cs.get(t);return s.update(k(o.data),e),()=>{s.close(),cs.delete(t)}}var Di=`.sketch {
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
  padding: 0 0 0 1.1rem; /* room for the arrow of a row that begins with one */
  list-style: none;
}
.right {
  container-type: inline-size;
}
@container (min-width: 860px) {
  .machine {
    flex-wrap: nowrap;
    padding: 0;
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
.could {
  margin-top: 1.2rem;
  padding: 0.5rem 0.9rem;
  border: 1px solid var(--st-border-color);
  border-radius: 8px;
}
.could > summary {
  font-size: 1.15rem;
  font-weight: 600;
}
summary {
  cursor: pointer;
}
.could p {
  margin: 0.5rem 0;
}
.hide {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 0.5rem;
}
select {
  min-height: 2.3rem;
  padding: 0.3rem 0.8rem;
  border: 1px solid var(--st-border-color);
  border-radius: 8px;
  background: var(--st-background-color);
  color: inherit;
  font: inherit;
}
h4 {
  margin: 1rem 0 0.4rem;
  font-size: 0.95rem;
}
.bounds {
  margin: 0;
  padding: 0;
  list-style: none;
}
.bounds li {
  display: grid;
  grid-template-columns: minmax(7rem, 12rem) 1fr 4.5rem;
  align-items: center;
  gap: 0.7rem;
  margin-bottom: 0.25rem;
  font-size: 0.9rem;
  font-variant-numeric: tabular-nums;
}
.bounds .track {
  height: 0.9rem;
  border-radius: 3px;
  background: color-mix(in srgb, var(--st-text-color) 12%, transparent);
}
.bounds i {
  display: block;
  height: 100%;
  border-radius: 3px;
  background: #2563c9;
}
.bounds li > :last-child {
  text-align: right;
}
.note,
.question {
  font-size: 0.88rem;
  opacity: 0.9;
}
[hidden] {
  display: none;
}
@media (max-width: 640px) {
  .sketch {
    grid-template-columns: 1fr;
  }
}
`;var Wi=`<div class="sketch">
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
    <details class="could">
      <summary></summary>
      <p class="lead"></p>
      <label class="hide"><span></span><select></select></label>
      <p class="wait" role="status"></p>
      <div class="result" hidden>
        <div class="islands"></div>
        <p class="classes"></p>
        <h4 class="bounds-title"></h4>
        <ol class="bounds"></ol>
        <p class="gap"></p>
        <p class="note"></p>
        <details class="question"><summary></summary><p></p></details>
      </div>
    </details>
  </div>
</div>
`;var[ec,sc]=[.02,.5];function qi(o,t){let e=ji(o,t,ec),s=ji(o,t,sc);if(!e||!s)return null;let[n,i,r,a]=e,l=Math.max(s[1]-s[0],s[3]-s[2]),c=Math.max(20/Math.max(i-n,a-r),18/l),h=Math.max(1,Math.round((i-n)*c)),d=Math.max(1,Math.round((a-r)*c)),u=oc(o,t,e,h,d);return nc(u,h,d)}function ji(o,t,e){let[s,n,i,r]=[t,0,t,0];for(let a=0;a<o.length;a++){if(o[a]<=e)continue;let[l,c]=[Math.floor(a/t),a%t];[s,n]=[Math.min(s,l),Math.max(n,l+1)],[i,r]=[Math.min(i,c),Math.max(r,c+1)]}return n?[s,n,i,r]:null}function oc(o,t,e,s,n){let[i,r,a,l]=e,c=Ui(r-i,s),h=Ui(l-a,n),d=new Float32Array(s*n);for(let u=0;u<s;u++)for(let m=0;m<n;m++){let g=0;for(let[w,b]of c[u])for(let[x,y]of h[m])g+=b*y*o[(i+w)*t+a+x];d[u*n+m]=Math.min(1,g)}return d}function Ui(o,t){let e=o/t;return Array.from({length:t},(s,n)=>{let[i,r]=[n*e,(n+1)*e],a=[];for(let l=Math.floor(i);l<Math.min(o,Math.ceil(r-1e-9));l++)a.push([l,(Math.min(r,l+1)-Math.max(i,l))/e]);return a})}function nc(o,t,e){let[s,n,i]=[0,0,0];o.forEach((h,d)=>{s+=h,n+=h*Math.floor(d/e),i+=h*(d%e)});let r=(h,d)=>{let u=14-Math.floor(h+.5);return d>20?u:Math.min(28-d,Math.max(0,u))},[a,l]=[r(n/s,t),r(i/s,e)],c=new Float32Array(784);return o.forEach((h,d)=>{let[u,m]=[a+Math.floor(d/e),l+d%e];u>=0&&u<28&&m>=0&&m<28&&(c[u*28+m]=h)}),c}var jt=64,ut=3,ic=[{below:30,most:200},{below:12,most:300}],ho=.001,rc=5,Bi=1e-6;function Hi(o,t,e){let s=t.length,n=Array.from({length:s},(i,r)=>r).filter(i=>e[i]);return Float64Array.from({length:o.length/s},(i,r)=>{let a=0;for(let l of n){let c=Math.min(1-Bi,Math.max(Bi,o[r*s+l]));a+=t[l]*Math.log(c)+(1-t[l])*Math.log(1-c)}return a})}function Vi(o){let t=0;for(let e=0;e<o.length;e++)t-=.5*(o[e]**2+Math.log(2*Math.PI));return t}function Ki(o){let t=-1/0;for(let s=0;s<o.length;s++)t=Math.max(t,o[s]);if(t===-1/0)return t;let e=0;for(let s=0;s<o.length;s++)e+=Math.exp(o[s]-t);return t+Math.log(e)}async function Xi(o,t){let[e,s]=o.map(([a,l])=>(l-a)/jt),n=Array.from({length:jt*jt},(a,l)=>({x:o[0][0]+(l%jt+.5)*e,y:o[1][0]+(Math.floor(l/jt)+.5)*s,width:e,height:s,value:0,root:l,mass:0}));await Gi(n,t,!0);for(let{below:a,most:l}of ic){n.sort((u,m)=>m.value-u.value);let c=n.findIndex(({value:u})=>u<n[0].value-a),h=c<0?l:Math.min(l,c),d=n.slice(0,h).flatMap(ac);await Gi(d,t,!1),n=[...d,...n.slice(h)]}let i=n.map(a=>a.value+Math.log(a.width*a.height)),r=Ki(i);return n.forEach((a,l)=>a.mass=Math.exp(i[l]-r)),{cells:n,logEvidence:r,size:jt}}async function Gi(o,t,e){let s=Float32Array.from(o.flatMap(({x:i,y:r})=>[i,r])),n=await t(s,e);o.forEach((i,r)=>i.value=n[r]+Vi([i.x,i.y]))}function ac(o){let[t,e]=[o.width/ut,o.height/ut];return Array.from({length:ut*ut},(s,n)=>({...o,x:o.x+(n%ut-(ut-1)/2)*t,y:o.y+(Math.floor(n/ut)-(ut-1)/2)*e,width:t,height:e}))}function Ji({cells:o,size:t}){let e=new Float64Array(t*t),s=[];for(let r of o)e[r.root]+=r.mass,(!s[r.root]||s[r.root].value<r.value)&&(s[r.root]=r);let n=new Uint8Array(t*t),i=[];for(let r=0;r<e.length;r++){if(n[r]||e[r]<ho)continue;let a={mass:0,best:s[r]},l=[r];for(n[r]=1;l.length;){let c=l.pop();a.mass+=e[c],s[c].value>a.best.value&&(a.best=s[c]);for(let h of lc(c,t))n[h]||e[h]<ho||(n[h]=1,l.push(h))}i.push(a)}return i.sort((r,a)=>a.mass-r.mass)}function Yi({cells:o},t){let e=new Map;for(let{root:a,mass:l,x:c,y:h}of o){let d=e.get(a)??[0,0,0];e.set(a,[d[0]+l,d[1]+l*c,d[2]+l*h])}let s=Ms(t.labels),n=new Float64Array(s);for(let[a,l,c]of e.values()){if(a<ho)continue;let h=new Float64Array(s);t.neighbours([l/a,c/a],rc).forEach(({index:d},u)=>h[t.labels[d]]+=1-.01*u),n[h.indexOf(Math.max(...h))]+=a}let i=n.reduce((a,l)=>a+l,0);return Array.from(n,(a,l)=>[l,a/i]).sort((a,l)=>l[1]-a[1])}function lc(o,t){let[e,s]=[o%t,Math.floor(o/t)],n=[];for(let i=-1;i<=1;i++)for(let r=-1;r<=1;r++)e+r>=0&&e+r<t&&s+i>=0&&s+i<t&&(i||r)&&n.push((s+i)*t+e+r);return n}function Zi({zMean:o,zLogVar:t},e,s){return Float64Array.from(e,(n,i)=>{let r=0;return n.forEach((a,l)=>{r-=.5*(Math.log(2*Math.PI)+t[l]+(a-o[l])**2/Math.exp(t[l]))}),s[i]+Vi(n)-r})}function Qi(o,t){let e=Math.floor(o.length/t),s=0;for(let n=0;n<e;n++)s+=Ki(o.subarray(n*t,(n+1)*t))-Math.log(t);return s/e}var mt=28,hs=mt*mt,tr=4.5,cc=[.001,.999],hc=1e3,er=[1,10,100,1e3],dc=150,uc=6,sr=.01,mc=72,fc=1e-4,pc=70,gc="#2563c9",wc=new Promise(()=>{}),or={nothing:()=>!0,lower:o=>o<mt/2,upper:o=>o>=mt/2,left:(o,t)=>t>=mt/2,right:(o,t)=>t<mt/2},uo=new Map,Ut={hidden:"lower",open:!1};function bc(o){return Uint8Array.from({length:hs},(t,e)=>Number(or[o](Math.floor(e/mt),e%mt)))}var ds=class{constructor(t,e){this.root=t,this.sketch=e,this.find=s=>t.querySelector(s),this.ticket=0,this.found=null,t.open=Ut.open,t.ontoggle=()=>this.set({open:t.open}),this.find("select").onchange=({target:s})=>this.set({hidden:s.value}),this.islands=st(dt,this.find(".islands"),{groups:[]})}set(t){Ut={...Ut,...t},this.sketch.think()}get mask(){return bc(this.root.open?Ut.hidden:"nothing")}given(t){let{mask:e}=this;return t&&Float32Array.from(t,(s,n)=>s*e[n])}veiled(t){let{mask:e}=this;return Uint8ClampedArray.from(t,(s,n)=>e[n]?255*s:pc)}label(){let{text:t}=this.sketch.words;this.find("summary").textContent=t("could.title"),this.find(".lead").textContent=t("could.lead"),this.find(".hide span").textContent=t("could.hide");let e=Object.keys(or).map(s=>new Option(t(`could.hide_${s}`),s));this.find("select").replaceChildren(...e),this.find("select").value=Ut.hidden,this.find(".question summary").textContent=t("could.question"),this.find(".question p").textContent=t("could.answer"),this.find(".note").textContent=t("could.note"),this.find(".bounds-title").textContent=t("could.bounds")}follow(){let{digit:t,cloud:e,decoder:s}=this.sketch,n=t&&JSON.stringify([this.sketch.data.key,this.sketch.data.beta,Ut.hidden,Array.from(t)]);if(n!==this.name){if(clearTimeout(this.timer),this.name=n,this.ticket++,this.found=null,this.show(),!this.root.open||!t||!e||!s)return void(this.name=null);this.timer=setTimeout(()=>this.compute(this.ticket),dc)}}close(){clearTimeout(this.timer),this.ticket++,this.islands.close()}async compute(t){let{digit:e,cloud:s}=this.sketch,{mask:n}=this,i=async(d,u)=>t!==this.ticket?wc:Hi(await(u?this.first(d):this.pictures("more",d)),e,n),r=await Xi(this.sides(),i);if(t!==this.ticket)return;let a=U(Z(0)),l=Array.from({length:hc},()=>s.zMean.map((d,u)=>d+s.sigma[u]*a())),c=Zi(s,l,await i(Float32Array.from(l.flat()),!1));if(t!==this.ticket)return;let h=er.map(d=>Qi(c,d));this.found={posterior:r,bounds:h,islands:Ji(r),classes:this.classes(r)},this.show(),this.sketch.planes.forEach(d=>d.compose())}classes(t){let e=f.spaces.get(this.sketch.data.key);return e?Yi(t,e).filter(([,s])=>s>=sr):[]}named(t){return tt(t,f.spaces.get(this.sketch.data.key)?.names)}sides(){let t=f.spaces.get(this.sketch.data.key);return[0,1].map(e=>{let s=t?cc.map(n=>V(t.sorted(e),n)):[0,0];return[Math.min(-tr,s[0]),Math.max(tr,s[1])]})}first(t){let{key:e,beta:s}=this.sketch.data,n=`${e} ${s}`;return uo.has(n)||uo.set(n,this.pictures(`first ${n}`,t)),uo.get(n)}pictures(t,e){let{decoder:s,data:n}=this.sketch,i=new Float32Array(e.length/2*hs);return new Promise(r=>{s.tiles(`could ${t}`,{points:e,beta:n.beta,floats:!0},(a,l,c)=>{i.set(c,a*hs),(a+l)*hs===i.length&&r(i)})})}show(){let{found:t,root:e}=this,{words:s,digit:n,decoder:i,data:r}=this.sketch,{text:a}=s;if(e.dataset.state=t?"found":"waits",this.find(".result").hidden=!t,this.find(".wait").textContent=t?"":a(n?"could.wait":"sketch.empty"),!t)return;let l=t.islands.filter(({mass:m})=>m>=sr).slice(0,uc),c=l.map(({best:m})=>i.decode([m.x,m.y],r.beta)),h=l.map(({mass:m})=>s.number(m,".0%")),d=h.map(m=>a("could.island",{share:m}));this.islands.update({groups:[{title:a("could.islands"),size:mc,pixels:C(c),labels:d,captions:h}]});let u=t.classes.map(([m,g])=>`**${this.named(m)}**: ${s.number(g,".0%")}`).join(" \xB7 ");this.find(".classes").replaceChildren(...lt(u?a("could.classes",{named:u}):"")),this.showBounds(),e.dataset.evidence=`${t.posterior.logEvidence} ${t.bounds.join(" ")}`,e.dataset.classes=JSON.stringify(t.classes)}showBounds(){let{found:t}=this,{words:e}=this.sketch,{logEvidence:s}=t.posterior,n=[...t.bounds,s],i=er.map(c=>e.text(c===1?"could.elbo":"could.weighted",{draws:c})),r=1.15*Math.max(1,s-Math.min(...n)),a=n.map((c,h)=>{let d=document.createElement("li"),[u,m,g]=["span","span","span"].map(b=>document.createElement(b));u.textContent=i[h]??e.text("could.evidence"),m.className="track";let w=document.createElement("i");return w.style.width=`${Math.min(100,Math.max(1,100*(1-(s-c)/r)))}%`,m.append(w),g.textContent=e.number(c,".1f"),d.append(u,m,g),d});this.find(".bounds").replaceChildren(...a);let l=s-n[0];this.find(".gap").textContent=e.text("could.gap",{gap:l})}draw(t,e){if(!this.found||!this.root.open)return;let{cells:s}=this.found.posterior,n=({mass:r,width:a,height:l})=>r/(a*l),i=s.reduce((r,a)=>Math.max(r,n(a)),0);t.fillStyle=gc;for(let r of s){let a=n(r)/i;if(a<fc)continue;let[l,c]=e.screen(r.x-r.width/2,r.y-r.height/2).map(Math.round),[h,d]=e.screen(r.x+r.width/2,r.y+r.height/2).map(Math.round);t.globalAlpha=.92*a**.4,t.fillRect(l,d,Math.max(1,h-l),Math.max(1,c-d))}t.globalAlpha=1}};var xc=[[["x","x = images / 255"]],[["encoder","z_mean, z_log_var = encoder(x)"]],[["z_mean","Dense(|latent_dim)|(h)"],["z_log_var","Dense(|latent_dim)|(h)"]],[["sigma","ops.exp(0.5 * z_log_var)"],["epsilon","keras.random.|normal(shape)"]],[["z","z_mean + sigma * epsilon"]],[["decoder","x_decoded = decoder(z)"]],[["x_decoded","sigmoid, 0 to 1"]]],yc={sigma:"\u03C3 (sigma)",epsilon:"\u03B5 (epsilon)"},vc=["x","x_decoded"],nr=["encoder","decoder"],us=class{constructor(t){this.values={},t.replaceChildren(...xc.map(e=>this.column(e)))}column(t){let e=document.createElement("li");return e.append(...t.map(([s,n])=>this.card(s,n))),e}card(t,e){let s=document.createElement("div");s.className=nr.includes(t)?"card network":"card";let n=document.createElement("strong");n.textContent=yc[t]??t;let i=document.createElement("code");i.append(...e.split("|").flatMap(a=>[document.createElement("wbr"),a]));let r=this.value(t);return s.append(n,...r?[r]:[],i),s}value(t){if(nr.includes(t))return null;let e=document.createElement(vc.includes(t)?"canvas":"span");return e.className="value",e.dataset.name=t,e instanceof HTMLCanvasElement&&(e.width=e.height=28,e.setAttribute("role","img")),this.values[t]=e,e}show(t,e,s){for(let[n,i]of Object.entries(t))this.values[n].textContent=i;for(let[n,i]of Object.entries(s))this.values[n].setAttribute("aria-label",i);for(let[n,i]of Object.entries(e))et(this.values[n],i)}clear(t){for(let[e,s]of Object.entries(t))this.values[e].setAttribute("aria-label",s);for(let e of Object.values(this.values))e instanceof HTMLCanvasElement?e.width=e.height=28:e.textContent="\u2013"}};var mo=784,ms=new WeakMap;function ir(){let o=U(Math.random);return[o(),o()]}var fo=class{constructor(t){let e=s=>t.querySelector(s);this.find=e,this.machine=new us(e(".machine")),this.said=e(".said"),this.again=e(".again"),this.example=e(".example"),this.words=new S("en",{}),this.epsilon=ir(),this.digit=null,this.cloud=null,this.data=null,this.frame=0,this.again.onclick=()=>this.drawAgain(),this.example.onclick=()=>this.takeExample(),this.could=new ds(e(".could"),this),this.heard=["decoder","pictures"].map(s=>v(s,()=>this.data&&this.show()))}close(){this.heard.forEach(t=>t()),f.pickers.delete(this.data?.plane.space),this.could.close(),this.board?.close(),this.maps?.forEach(t=>t.close())}update(t,e){let s=this.data?.version===t.version;if(this.data=t,this.send=e,s)return;this.words=new S(t.language,t.sentences);let{text:n}=this.words;this.again.textContent=n("sketch.again"),this.example.textContent=n("sketch.example"),this.find(".hint").textContent=n("sketch.hint"),this.could.label(),this.mountBoard(),this.mountMap(),this.think()}mountBoard(){let{board:t}=this.data;this.board?this.board.update(t):this.board=st(pi,this.find(".board"),t,(s,{strokes:n})=>this.send("drawn",{strokes:n}));let e=Ls(this.board.root);e.changed=()=>this.drawn(e),this.drawn(e)}mountMap(){let{plane:t}=this.data,e={...t,marks:[],label:this.words.text("sketch.near"),tools:{}};this.maps=[t,e].map((s,n)=>{let i=this.find(n?".near":".map");return this.maps?(this.maps[n].update(s),this.maps[n]):st(L,i,s)}),this.planes=this.maps.map(({root:s})=>Kn(s));for(let s of this.planes)s.over=(n,i)=>this.drawCloud(n,i);f.pickers.set(t.space,this)}get encoder(){return f.encoders.get(this.data.key)??null}get decoder(){return f.decoders.get(this.data.key)??null}drawn(t){t.strokes.length===0&&this.isExample||(this.isExample=!1,cancelAnimationFrame(this.frame),this.frame=requestAnimationFrame(()=>{let e=Float32Array.from(t.pixels(),s=>s/255);this.digit=t.strokes.length?qi(e,t.data.side):null,this.think()}))}takeExample(){let t=f.pictures.get(this.data.pictures);if(!t)return void M("pictures-wanted");let e=Math.floor(Math.random()*(t.length/mo));Ls(this.board?.root)?.change([]),cancelAnimationFrame(this.frame),this.isExample=!0,this.digit=Float32Array.from(t.subarray(e*mo,(e+1)*mo),s=>s/255),this.think()}drawAgain(){this.epsilon=ir(),this.think()}take({x:t,y:e}){let{cloud:s}=this;return s&&(this.epsilon=[t,e].map((n,i)=>(n-s.zMean[i])/s.sigma[i]),this.think()),!0}think(){let{digit:t,encoder:e,data:s}=this;if(this.cloud=null,t&&e){e.follow(s.beta);let{z_mean:n,z_log_var:i}=e.run(this.could.given(t));this.cloud=bt(n,i,this.epsilon)}this.show()}show(){let{cloud:t,decoder:e,digit:s,words:n}=this;if(this.again.disabled=!t,this.example.hidden=!this.data.pictures,!t&&s&&this.encoder)return this.think();let i={x:n.text("sketch.digit"),x_decoded:n.text("sketch.decoded")};if(!t||!s)this.machine.clear(i),this.said.textContent=n.text("sketch.empty");else{let r={x:this.could.veiled(s)};e&&(r.x_decoded=e.decode(t.z,this.data.beta));let a=l=>n.numbers(l,".2f");this.machine.show({z_mean:a(t.zMean),z_log_var:a(t.zLogVar),sigma:n.numbers(t.sigma,".3f"),epsilon:a(t.epsilon),z:a(t.z)},r,i),this.said.replaceChildren(...lt([this.name(),this.costs(r.x_decoded)].filter(Boolean).join(" ")))}this.showOnMaps(),this.could.follow(),_()}showOnMaps(){let{cloud:t,planes:e}=this;if(e){if(e[0].canvas.dataset.cloud=t?[...t.zMean,...t.sigma,...t.z].join(","):"",this.find(".near").hidden=!t,f.pins[this.data.plane.space]=t?{x:t.z[0],y:t.z[1],index:null}:null,t){let s=is*Math.max(...t.sigma.slice(0,2));e[1].axes=[0,1].map(n=>new D(t.zMean[n]-s,t.zMean[n]+s)),e[1].draw()}M("pin")}}name(){let t=f.encoders.get(this.data.classifier);if(!t||!this.digit)return"";let{probabilities:e}=t.run(this.could.given(this.digit)),s=Math.max(...e);return this.words.text("sketch.answer",{digit:e.indexOf(s),share:s})}costs(t){if(!t||!this.cloud||!this.digit)return"";let{mask:e}=this.could,[s,n]=[this.digit,Float32Array.from(t,r=>r/255)].map(r=>r.filter((a,l)=>e[l])),i=rs(s,n);return this.words.text("sketch.costs",{reconstruction:i,kl:_i(this.cloud)})}drawCloud(t,e){let{cloud:s}=this;if(!s)return;this.could.draw(t,e);let[n,i]=e.screen(s.zMean[0],s.zMean[1]);for(let r of ns){gt(t,e,Ft(s,r));for(let[a,l]of[[5,e.paper],[2.5,ct]])t.lineWidth=a,t.strokeStyle=l,t.stroke()}t.beginPath(),t.arc(n,i,4,0,2*Math.PI),t.fillStyle=e.ink,t.fill()}};function rr(o){let{parentElement:t,setTriggerValue:e}=o;ms.has(t)||ms.set(t,new fo(t));let s=ms.get(t);return s.update(k(o.data),e),()=>{s.close(),ms.delete(t)}}var ar={html:Ri,css:[it,Li],component:Fi},lr={html:Wi,css:[Di],component:rr};var kc=112,Mc=["label","hint","undo","clear"],Sc="dual_clean",cr=[];async function hr(o,t,e){let s=await W(t),i=at(o,t,s,[0,1],"draw-"),r=o.content.classifiers.find(({name:l})=>l===Sc),a=Object.fromEntries(Mc.map(l=>[l,o.text(`own.${l}`)]));o.mount(lr,e,{key:t.key,beta:t.beta,classifier:r?.key??null,pictures:X,board:{side:kc,strokes:cr,...a},plane:{...i,pictures:null,label:o.text("sketch.map_label",{count:s.count}),live:{...i.live,slice:!1},tools:{...i.tools,lasso:"",play:""}},...o.spoken(["sketch","could"])},(l,c)=>cr=c.strokes),await Promise.all([At(t),I(t)]),r&&await At(r),await nt()}async function Ec(o){let t=o.content.models.filter(i=>i.variational&&i.dim===2&&i.data===X),e=o.model(z("model",t.map(({name:i})=>i),"vae_functional")),s=i=>{P({model:i}),o.render()},n=p("div",{data:{part:"sketch"}});o.add(A(o.text("sketch.lead"),"lead"),p("div",{className:"row settings",data:{part:"settings"}},T("model",o.text("map.model"),t.map(i=>[i.name,o.title(i)]),e.name,s)),n),await hr(o,e,n)}var xo={};Gt(xo,{show:()=>Pc});var ur="any_beta",Oc=4,_c=253,mr=2,dr=Math.sqrt(-2*Math.log(.05));function fr(o,t){return t/o*2*784/mr}function re(o){return Je(o,mr)}function go(){return{group:null,name:"",line:Array.from({length:72},(t,e)=>[dr*Math.cos(e*Math.PI/36),dr*Math.sin(e*Math.PI/36)])}}function qt(o,t=ur){return o.content.sweeps.find(e=>e.network===t)}async function wo(o,t){let e=o.model(t.network),s=await Ot(e);return lo(o,s.subarray(0,t.count),e.classes)}async function fs(o,t,{space:e,beta:s,label:n,ground:i,reach:r=Oc}){let[a,l]=await Promise.all([xe(t),wo(o,t)]),c=o.model(t.network),h={value:s,low:t.low,high:t.high,stops:_c,label:o.text("live.beta"),picture:o.text("live.picture"),ticks:t.network===ur?o.content.lesson.losses.map(d=>d.beta):[],maps:{key:`${c.key} all`,betas:t.betas,codes:a,unit:t.unit}};return{view:{x:[-r,r],y:[-r,r]},axes:xt(o,c,[0,1]),label:n,space:e,pin:[0,0],outlines:[go()],live:{key:c.key,base:[0,0],axes:[0,1],slice:!1,ground:i,beta:h},tools:Wt(o,c,"map"),points:new Float32Array(2*t.count),marks:[],...l}}function ps(o,{kl:t,information:e,images:s}){return{kl:t,information:e,count:s,...o.spoken(["split"])}}var ae="kl-live",bo=[0,1],$c=["play","pause","speed","scrub","beta","kl","reconstruction","active","record","recording","take","map","curve","unable"],pr=["live","movie"];async function Pc(o){let t=z("part",pr,"live"),{text:e}=o,s=pr.map(i=>{let r=J(`part_${i}`,e(`kl.part_${i}`),()=>le(o,{part:i}));return r.setAttribute("aria-pressed",String(i===t)),r});o.add(p("div",{className:"row tabs",data:{part:"parts"}},...s));let n=Tc(o);t==="movie"?await Nc(o,n):await Cc(o,n)}function Tc(o){let t=o.content.sweeps.map(s=>s.network),e=z("network",t,t[0]);if(t.length>1){let s=t.map(n=>[n,o.title(o.model(n))]);o.add(T("network",o.text("kl.network"),s,e,n=>le(o,{network:n})))}return qt(o,e)}function le(o,t){P(t),o.render()}function gr(o){return Object.fromEntries($c.map(t=>[t,o.text(`kl_movie.${t}`)]))}async function Cc(o,t){let{text:e,content:s}=o,n=o.model(t.network),i=Math.min(t.high,Math.max(t.low,fr(N("k1",1,0),N("k2",.001,0)))),r=Object.entries(s.presets).map(([g,[w,b]])=>J(`preset_${g}`,e(`kl.preset_${g}`),()=>le(o,{k1:w,k2:ot(b)}),"small")),a=p("p",{className:"hint"});o.add(A(e("kl.lead_live")),p("div",{className:"row",data:{part:"presets"}},...r),a),o.add(Ic(o,t));let l=[p("div"),p("div"),p("div")],c=["kl.heading_drag","map.heading_grid","kl.heading_curve"],h=["map","grid","curve"];o.add(p("section",{className:"three"},...l.map((g,w)=>p("div",{data:{part:h[w]}},p("h3",{className:"section"},e(c[w])),g))));let d=g=>{let{k1:w,k2:b}=re(g),x={k1:o.words.plain(w),k2:o.words.plain(b),dim:2,beta:o.words.plain(g)};a.replaceChildren(...A(e("kl.formula",x)).childNodes)};d(i);let u=await fs(o,t,{space:ae,beta:i,label:e("live.label"),ground:!0});o.mount(L,l[0],u,(g,w)=>{if(g!=="beta")return;let{k1:b,k2:x}=re(w);P({k1:b,k2:ot(x)}),d(w)}),o.mount(L,l[1],{view:{x:[n.grid.x[0],n.grid.x[19]],y:[n.grid.y[0],n.grid.y[19]]},ticks:n.grid,axes:xt(o,n,bo),label:e("map.grid_label",{size:n.grid.x.length}),space:ae,live:{key:n.key,base:[0,0],axes:bo,slice:!1,ground:!0,solid:!0,beta:null,follow:ae},tools:Wt(o,n,"grid",[])});let m=p("div",{data:{part:"split"}});l[2].after(p("h3",{className:"section"},e("split.heading")),m),o.mount(ts,m,{follow:ae,beta:i,betas:t.betas,...ps(o,t)}),o.mount(wi,l[2],{...t,beta:i,follow:ae,label:e("kl.curve"),labels:wr(e),words:gr(o)}),await I(n)}function Ic(o,{betas:t,kl:e,reconstruction:s}){let{text:n}=o,i=p("div");o.mount(Si,i,{betas:t,kl:e,reconstruction:s,...o.spoken(["loss"])},(a,{beta:l})=>{le(o,{k1:1,k2:ot(re(l).k2)})});let r=p("details",{},p("summary",{},n("loss.question")),A(n("loss.answer_question")));return p("details",{className:"boxed",data:{part:"loss"}},p("summary",{},n("loss.title")),A(n("loss.lead")),i,r)}function wr(o){return[o("kl.axis_kl"),o("kl.axis_reconstruction"),o("split.line")]}async function Nc(o,t){let{text:e}=o,s=p("div",{data:{part:"film"}});o.add(A(e("kl_movie.lead",{count:t.count})),s);let[n,i]=await Promise.all([xe(t),wo(o,t)]);o.mount(gi,s,{...t,codes:n,outlines:[go()],axes:xt(o,o.model(t.network),bo),words:gr(o),labels:wr(e),...i},(r,a)=>le(o,{part:null,k1:1,k2:ot(re(a).k2)}))}var _o={};Gt(_o,{show:()=>th});var So=72,vo=6,zc=7,gs=784,ce=[0,1],Lc=6,Rc=4.5,yo=.13,Fc=10,Dc=10;async function Eo(o){let t=await nt();return o.map(e=>t.subarray(e*gs,(e+1)*gs))}function ko(o,t,e,s,n=[],i=So){let r=s.map(a=>o.text("lesson.picture",{what:t,digit:a}));return{title:t,size:i,pixels:C(e),labels:r,captions:n}}function Wc(o){let{autoencoder:t,vae:e}=o.content.lesson;return[["ae",o.model(t)],["vae",o.model(e)]]}function Ao(o,t){return p("div",{},p("h3",{},o),t)}async function jc(o,t){let e=p("div");t.append(e);let{labels:s}=await o.chosenDigit(),n=await Eo(Array.from({length:vo},(a,l)=>l)),i=Array.from(s.subarray(0,vo)),r=Object.entries(o.content.lesson.tasks).map(([a,[l,c]])=>{let h=n.map((d,u)=>{let m=Float32Array.from(d,g=>g/255);return Uint8ClampedArray.from(os(m,l,c,zc,u),g=>255*g)});return ko(o,o.text(`lesson_task.row_${a}`),h,i)});o.mount(dt,e,{groups:[ko(o,o.text("lesson_task.row_clean"),n,i),...r]})}async function Uc(o,t){let e=o.model(o.content.lesson.autoencoder),{index:s,digit:n}=await o.chosenDigit(),r=(await W(e)).code(s),a=[p("div"),p("div")];t.append(a[0],qc(o,r),a[1]);let[l]=await Eo([s]);await I(e);let c=f.decoders.get(e.key)?.decode(r)??new Uint8Array(gs);[l,c].forEach((h,d)=>{let u=o.text(`lesson_coder.${d?"after":"before"}`);o.mount(dt,a[d],{groups:[ko(o,u,[h],[n],[],2*So)]})})}function qc(o,t){let e=Math.max(...t.map(Math.abs)),s=t.map((n,i)=>{let r=p("span",{className:"bar"});return r.style.width=`${50*Math.abs(n)/e}%`,r.style.marginLeft=`${n<0?50-50*Math.abs(n)/e:50}%`,p("li",{},p("span",{},`z${i+1}`),p("span",{className:"track"},r),p("span",{},o.words.number(n,".1f")))});return Ao(o.text("lesson_coder.code",{count:t.length}),p("ol",{className:"bars"},...s))}async function Bc(o,t){let e=o.model(o.content.lesson.vae),s=await W(e),[n,i]=[p("div"),p("div")];t.append(n,i);let r=at(o,e,s,ce,"lesson-",{label:o.text("lesson.map_label",{count:s.count})});o.mount(L,n,{...r,live:{...r.live,slice:!1}}),o.mount(yi,i,{space:r.space,key:e.key,pictures:X,count:vo,title:o.text("lesson_clusters.nearest"),hint:o.text("lesson_clusters.click"),label:o.text("lesson.picture",{what:"{what}",digit:"{digit}"}),told:{view:"lesson"},place:null,groups:null}),I(e),await nt()}async function Gc(o,t){let e=p("div",{className:"two"});t.append(e);let{plain:s,vae:n}=o.content.lesson;for(let[i,r]of[["ae",o.model(s)],["vae",o.model(n)]]){let[a,l]=[p("div"),p("div")],c=Ao(o.text(`lesson_holes.${i}`),a);c.append(l,A(o.text(`lesson_holes.${i}_caption`),"hint")),e.append(c);let h=await W(r);o.mount(L,a,at(o,r,h,ce,"lesson-",{label:o.text(`lesson_holes.${i}_map`),pictures:null,tools:{}}));let d=ls(o,r,h,ce,"lesson-"),u={x:Mo(d.ticks.x),y:Mo(d.ticks.y)};o.mount(L,l,{...d,label:o.text(`lesson_holes.${i}_alt`),ticks:u,tools:{},live:{...d.live,tiles:Dc}}),I(r)}}function Mo(o){return o.filter((t,e)=>e%2===0)}async function Hc(o,t,e,s=[],n=1){let i=o.model(o.content.lesson.vae),r=await W(i),{mean:a,logVar:l}=await o.chosenDigit(),c=bt(a,l,[0,0]),h=[1,2].map(x=>({group:null,name:`${x}\u03C3`,line:Ft(c,x)})),d=p("div",{className:"two"});t.append(d);let u=Rc*n*Math.max(...c.sigma),g={view:{x:[a[0]-u,a[0]+u],y:[a[1]-u,a[1]+u]},marks:[],label:o.text("lesson_cloud.near_label")},b=[["lesson_cloud.whole",{}],[`lesson_${e}.near`,g]].map(([x,y])=>{let E=p("div");d.append(p("div",{},E,A(o.text(x),"hint")));let ft=at(o,i,r,ce,"lesson-",{outlines:h,holes:s,...y});return{data:ft,plane:o.mount(L,E,ft)}});return{model:i,cloud:c,mounted:b}}async function Vc(o,t){let{model:e}=await Hc(o,t,"cloud"),{index:s,digit:n,mean:i}=await o.chosenDigit(),r=p("div");t.append(r);let[a]=await Eo([s]);await I(e);let l=[o.text("lesson_cloud.digit"),o.text("lesson_cloud.rebuilt")],c=f.decoders.get(e.key)?.decode(Array.from(i))??new Uint8Array(gs);o.mount(dt,r,{groups:[{title:"",size:So,pixels:C([a,c]),labels:l.map(h=>`${h}: ${n}`),captions:l}]})}async function Kc(o,t){let e=o.model(o.content.lesson.vae),s=await W(e),{mean:n,logVar:i}=await o.chosenDigit(),r=p("div");t.append(r);let a={...at(o,e,s,ce,"lesson-"),tools:{}};o.mount(ar,r,{key:e.key,mean:n,logVar:i,count:Lc,wider:1,draw:0,plane:a,...o.spoken(["lesson_draws","lesson_cloud"])}),await I(e)}async function Xc(o,t){let e=p("div",{className:"three"});t.append(e);for(let{name:s,side:n,k1:i,k2:r,beta:a,reconstruction:l,kl:c}of o.content.lesson.losses){let h=`${o.words.plain(i)} : ${o.words.plain(r)}`,d=await Uo(s),u={beta:o.words.plain(a),reconstruction:o.words.number(l,".1f"),kl:o.words.number(c,".2f")},m=Ao(`k1 : k2 = ${h}`,Bo(d,n*28,o.text("lesson_losses.alt",{weights:h})));m.append(A(o.text("lesson_losses.caption",u),"hint")),e.append(m)}}function Jc(o,t){let{inside:e,reconstruction:s,kl:n}=qt(o);return br(o,t,ki,{columns:{inside:e,reconstruction:s,kl:n},sentence:o.text("lesson_dial.caption"),language:o.words.language})}async function br(o,t,e,s){let[n,i]=[p("div"),p("div")];t.append(n,i);let r=qt(o),a=o.text("lesson_dial.label",{count:r.count,beta:o.words.plain(yo)}),l=await fs(o,r,{space:"lesson-dial",beta:yo,label:a,ground:!1,reach:r.far});o.mount(L,n,l),o.mount(e,i,{follow:l.space,beta:yo,betas:r.betas,...s}),await I(o.model(r.network))}function Yc(o,t){return br(o,t,ts,ps(o,qt(o)))}async function Zc(o,t){let e=p("div");t.append(e);let s=Wc(o).reverse(),n=await Promise.all(s.map(([,a])=>W(a))),i=s.map(([a,l],c)=>({key:l.key,title:o.text(`lesson_walk.${a}`),dim:l.dim,points:Qc(l,n[c])})),[,r]=s[0];o.mount(Mi,e,{rows:i,heights:r.grid.y.length,height:Fc,label:o.text("lesson_walk.height"),step:o.text("lesson_walk.step"),groups:null});for(let[,a]of s)await I(a)}function Qc(o,t){let e=o.grid.y.flatMap(s=>Mo(o.grid.x).flatMap(n=>{let i=t.centre();return[i[0],i[1]]=[n,s],i}));return new Float32Array(e)}var xr={task:jc,coder:Uc,clusters:Bc,holes:Gc,cloud:Vc,draws:Kc,losses:Xc,dial:Jc,pays:Yc,walk:Zc};async function th(o){let{steps:t}=o.content.lesson,e=Math.round(N("step",1,1,t.length)),s=t[e-1],n=await nh(o),i=p("div",{className:"picture",data:{part:"picture"}});o.add(eh(o,e),sh(o,e),p("section",{className:"lesson"},oh(o,s,n),i)),o.content.lesson.choosing.includes(s.name)&&i.append(await ih(o)),await xr[s.name](o,i)}function Oo(o,t){P(t),o.render()}function eh(o,t){let{steps:e}=o.content.lesson,s=(i,r)=>{let a=J(i,o.text(`lesson.${i}`),()=>Oo(o,{step:r}),i==="next"?"primary":"");return a.disabled=r<1||r>e.length,a},n=e.map(({name:i},r)=>[String(r+1),`${r+1}. ${o.text(`lesson_${i}.title`)}`]);return p("div",{className:"row",data:{part:"steps"}},s("back",t-1),T("step",o.text("lesson.step"),n,String(t),i=>Oo(o,{step:i})),s("next",t+1))}function sh(o,t){let{steps:e}=o.content.lesson,s=a=>a.reduce((l,c)=>l+c.minutes,0),n={number:t,count:e.length,minutes:e[t-1].minutes,done:s(e.slice(0,t-1)),total:s(e)},i=o.text("lesson.progress",n),r=p("progress",{max:n.total,value:n.done+n.minutes});return r.setAttribute("aria-label",i),p("div",{className:"progress",data:{part:"progress"}},r,p("p",{className:"hint"},i))}function oh(o,{name:t,view:e,values:s},n){let i=c=>o.text(`lesson_${t}.${c}`,n),r=[1,2].map(c=>p("details",{},p("summary",{},...Ps(i(`question_${c}`))),A(i(`answer_${c}`)))),a=Object.fromEntries(Object.entries(s).filter(([,c])=>typeof c!="boolean")),l=J("open",i("open"),()=>{let c=o.content.presets[s.preset];P({view:e,...a,preset:null,compare:a.compare||null,...c?{k1:c[0],k2:c[1]}:{}},{opened:!0,alone:!0}),o.render()});return p("div",{data:{part:"sentences"}},p("h2",{},i("title")),A(i("first")),A(i("second")),l,p("h3",{},o.text("lesson.questions")),...r)}async function nh(o){let{facts:t}=o.content.lesson,{index:e,digit:s,mean:n,sigma:i}=await o.chosenDigit(),r=Object.fromEntries(["beta","equal_beta","collapse_beta"].map(a=>[a,o.words.plain(t[a])]));return{...t,...r,index:e,digit:s,mean:o.words.numbers(n,".2f"),sigma:o.words.numbers(i,".3f")}}async function ih(o){let{labels:t,index:e}=await o.chosenDigit(),s=Array.from({length:o.content.lesson.digits},(n,i)=>[String(i),o.text("lesson.which",{index:i,digit:t[i]})]);return T("digit",o.text("lesson.digit"),s,String(e),n=>Oo(o,{digit:n}))}var Po={};Gt(Po,{show:()=>ch});var rh="vae_functional",ah=["A","B"],$o="-1",yr=["ground","change"],lh=["map","gallery"];async function ch(o){let t=o.content.models.map(r=>r.name),e=o.model(z("model",t,rh)),s=q("compare")?o.content.models.find(r=>r.name===q("compare")&&vr(r,e)):null,n=await hh(e);o.add(A(o.text("map.lead",{count:e.count}),"lead"),dh(o,e,s,n));let i=[{model:e,axes:n,slot:""},...s?[{model:s,axes:[0,Math.min(1,s.dim-1)],slot:"b_"}]:[]];for(let r of i)await uh(o,r,i);await I(e),await $s(),mh(o,e),await $s(),await nt(e)}function vr(o,t){return o.name!==t.name&&o.data===t.data}async function hh(o){let t=o.dim-1;if(o.dim>2&&q("axis_x")===$o)return Io(await W(o));let e=o.dim>2?N("axis_x",0,0,t):0,s=o.dim>2?N("axis_y",e===0?1:0,0,t):Math.min(1,t);return s===e&&o.dim>1?[e,e===0?1:0]:[e,s]}function dh(o,t,e,s){let n=o.content.models.map(l=>[l.name,o.title(l)]),i=l=>{P(l),o.render()},r={point:null,index:null,axis_x:null,axis_y:null},a=p("div",{className:"row settings",data:{part:"settings"}});if(a.append(T("model",o.text("map.model"),n,t.name,l=>i({model:l,...r})),T("compare",o.text("layers.compare"),[["",o.text("layers.nothing")],...n.filter(([l])=>vr(o.model(l),t))],e?.name??"",l=>i({compare:l||null}))),t.dim>2){let l=Array.from({length:t.dim},(u,m)=>[String(m),o.text("map.axis",{number:m+1})]),c=Array.isArray(s),h=[...l,[$o,o.text("map.principal")]];a.append(T("axis_x",o.text("map.axis_x"),h,c?String(s[0]):$o,u=>i({axis_x:u})));let d=l.filter(([u])=>u!==String(s[0]));c&&a.append(T("axis_y",o.text("map.axis_y"),d,String(s[1]),u=>i({axis_y:u})))}return a}async function uh(o,{model:t,axes:e,slot:s},n){let i=await W(t),r=["map","grid","pick"].map(y=>{let E={host:p("div"),cell:p("div",{data:{part:y}})};return E.cell.append(p("h3",{className:"section"},o.text(`map.heading_${y}`)),E.host),E}),a=p("section",{className:"three"},...r.map(({cell:y})=>y)),l=p("div",{data:{part:"gallery"}});o.add(...n.length>1?[p("p",{className:"side"},o.title(t))]:[],a,l);let[c,h,d]=r.map(({host:y})=>y),u=Object.fromEntries(yr.map(y=>[y,s===""&&de(y)]));await Zt();let m=at(o,t,i,e,s);await Zt();let g={...m.tools,change:t.dim>1?o.text("live.change"):""};o.mount(L,c,{...m,tools:g,live:{...m.live,...u}},(y,E)=>{yr.includes(y)&&!s&&P({[y]:E?1:null})}),await Zt(),o.mount(L,h,ls(o,t,i,e,s)),r[0].cell.append(A(o.text("map.hint_map"),"hint")),r[1].cell.append(A(o.text(t.dim>2?"map.hint_grid":"map.hint_grid_2d"),"hint"));let w={space:Dt(t,s),key:t.key,pictures:t.data,axes:e,beta:t.beta,...o.spoken(lh)},b=n.filter(y=>y.slot!==s).map(y=>Dt(y.model,y.slot));await Zt(),o.mount(xi,l,{...w,group:null});let x=o.mount(bi,d,{...w,follows:b,height:0,pick:fh(t,i,s),groups:null},(y,E)=>{x.update({...w,follows:b,height:0,pick:E,groups:null}),s===""&&P({point:[t.sha256,...E.z.map(ot)].join(","),index:E.index})});I(t)}function mh(o,t){let e=p("div",{data:{part:"strips"}});o.add(e);let s=t.classes??Array.from({length:10},(l,c)=>String(c)),n=(s.length?s:[""]).map((l,c)=>String(c)),i={walk_from:z("walk_from",n,"0"),walk_to:z("walk_to",n,n[Math.min(6,n.length-1)]),steps:Math.round(N("steps",12,3,24)),even:de("even"),ways:de("ways"),samples:Math.round(N("samples",12,4,36)),draw:0},r={space:Dt(t),key:t.key,dim:t.dim,beta:t.beta,values:i,classes:s,kept:{},groups:null,mixture:t.mixture},a=o.text(`strips.samples_hint_${t.variational?"vae":"ae"}`);o.mount(vi,e,{...r,hint:a,...o.spoken(["strips"])},(l,{values:c})=>{let h=Object.entries(c).filter(([d,u])=>d!=="draw"&&!ah.includes(u));P(Object.fromEntries(h.map(([d,u])=>[d,typeof u=="boolean"?u?1:null:u])))})}function fh(o,t,e){let[s,...n]=e===""&&q("point")?.split(",")||[""],i=n.map(Number),r=s===o.sha256&&i.length===o.dim&&i.every(Number.isFinite),a=e===""?N("index",r?-1:0,0,t.count-1):0;return r&&(a<0||!ph(i,t.code(a)))?{z:i,index:null}:{z:t.code(Math.max(0,a)),index:Math.max(0,a)}}function ph(o,t){return o.every((e,s)=>Math.abs(e-t[s])<=1e-4+1e-4*Math.abs(t[s]))}var ws={lesson:_o,map:Po,denoise:ao,draw:po,kl:xo},kr="map",To=class{constructor(t){this.content=t,this.main=document.getElementById("page"),this.view=p("div",{className:"view"}),this.ends=[],this.round=0,this.words=new S("en",{}),this.text=this.words.text}model(t){return this.content.models.find(e=>e.name===t)??this.content.models[0]}title({name:t,system:e,bundled:s,dim:n}){let i=this.text(`models.${e}`,{dim:n});return s?i:this.text("models.trained",{run:t,system:i})}spoken(t){let e=this.words.sentences;return{language:this.words.language,sentences:Object.fromEntries(t.map(s=>[s,e[s]]))}}add(...t){this.view.append(...t),this.hideParts()}mount(t,e,s,n){let i=st(t,e,s,n);return this.ends.push(i.close),i}leave(t){this.ends.push(t)}async chosenDigit(){let{digits:t,digit:e,log_vars:s,vae:n}=this.content.lesson,i=Math.round(N("digit",e,0,t-1)),[r,a]=await Promise.all([Ot(),W(this.model(n))]),l=s[i],c=a.code(i);return{index:i,labels:r,digit:r[i],mean:c,logVar:l,sigma:l.map(h=>Math.exp(h/2))}}async render(){let t=++this.round,e=document.activeElement?.dataset.name;this.ends.splice(0).forEach(i=>i()),this.speak();let s=z("view",Object.keys(ws),kr),n=q("embed")==="true";document.body.classList.toggle("embedded",n),this.view=p("div",{className:"view",data:{view:s}}),s!=="lesson"&&this.view.append(p("h2",{className:"unseen"},this.text(`views.${s}`))),this.main.replaceChildren(...n?[]:[this.header(s)],this.view),this.hideParts(),e&&this.main.querySelector(`[data-name="${e}"]`)?.focus();try{await ws[s].show(this)}catch(i){if(t!==this.round)return;console.error(i),this.add(p("p",{role:"alert"},this.text("site.failed",{why:String(i)})))}t===this.round&&(this.hideParts(),this.view.dataset.done="yes")}speak(){let{languages:t,sentences:e,language:s}=this.content,n=Object.keys(t),i=navigator.language.slice(0,2),r=s??(n.includes(i)?i:n[0]),a=z("lang",n,r);this.words=new S(a,e[a]),this.text=this.words.text,f.point=this.words.point,document.documentElement.lang=a,document.title=`${this.text("app.title")}: ${this.text(`views.${z("view",Object.keys(ws),kr)}`)}`}header(t){let e=Object.keys(ws).map(i=>{let r=J(`view_${i}`,this.text(`views.${i}`),()=>{P({view:i},{opened:!0,alone:!0}),this.render()});return i===t&&r.setAttribute("aria-current","page"),r}),s=Object.entries(this.content.languages),n=i=>{P({lang:i}),this.render()};return p("header",{},p("h1",{},this.text("app.title")),p("nav",{ariaLabel:this.text("app.view")},...e),T("lang",this.text("app.language"),s,this.words.language,n))}hideParts(){for(let t of(q("hide")??"").split(","))/^\w+$/.test(t)&&(this.view.querySelectorAll(`[data-part="${t}"]`).forEach(e=>e.setAttribute("hidden","")),(t==="legend"||t==="tools")&&this.view.style.setProperty(`--latent-${t}`,"none"))}},gh=JSON.parse(document.getElementById("content").textContent??""),Mr=new To(gh);window.addEventListener("popstate",()=>Mr.render());Mr.render();export{To as App};
