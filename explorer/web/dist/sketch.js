// Made from explorer/web by esbuild; its sources are the modules there.
var ot=".";function w(i){let t=ArrayBuffer.isView(i)?JSON.parse(new TextDecoder().decode(i)):i;return ot=t.point??".",t}function j(i){return String(i).replace(".",ot)}function y(i,t){return j(i.toFixed(t))}function _(i,t){return`${y(i,2)}${ot===","?" ; ":", "}${y(t,2)}`}var E=34,$=22,fe=60,me=.5,nt=[34,28];function ge(i,t){let e=0;for(;e<t.length-2&&i>t[e+1];)e++;return e+(i-t[e])/(t[e+1]-t[e])}function we(i,t){let e=Math.max(0,Math.min(t.length-2,Math.floor(i)));return t[e]+(i-e)*(t[e+1]-t[e])}var v=class{constructor(t,e,s){this.ticks=s,this.home=s?[-.5,s.length-.5]:[t,e],this.low=this.home[0],this.high=this.home[1]}whole(){[this.low,this.high]=this.home}alike({home:t,ticks:e}){return JSON.stringify([t,e])===JSON.stringify([this.home,this.ticks])}zoom(t,e){let s=this.high-this.low,o=this.home[1]-this.home[0],n=Math.min(o/me,Math.max(o/fe,s/t));this.low+=e*(s-n),this.high=this.low+n,this.shift(0)}shift(t){let e=this.high-this.low,s=(this.low+this.high)/2+t*e,o=Math.min(this.home[1],Math.max(this.home[0],s));[this.low,this.high]=[o-e/2,o+e/2]}share(t){return((this.ticks?ge(t,this.ticks):t)-this.low)/(this.high-this.low)}value(t){let e=this.low+t*(this.high-this.low);return this.ticks?we(e,this.ticks):e}numbers(t){let e=Math.abs(this.value(1)-this.value(0)),s=Math.floor(Math.log10(e))-2;for(;;s++)for(let o of[1,2,5]){let n=this.multiples(o,s),r=n.slice(1).map(({share:a},h)=>a-n[h].share);if(r.sort((a,h)=>a-h),r.length<2||r[r.length>>1]>=t)return xe(n,t)}}multiples(t,e){let s=t*10**e,o=[],[n,r]=[Math.ceil(this.value(.02)/s),Math.floor(this.value(.94)/s)];for(let a=n;a<=r;a++){let h=y(a*s,Math.max(0,-e));o.push({share:this.share(a*s),text:h,rank:Math.abs(a)})}return o}};function xe(i,t){let e=[];for(let s of[...i].sort((o,n)=>o.rank-n.rank))e.every(({share:o})=>Math.abs(o-s.share)>=t)&&e.push(s);return e}function Et(i,t,e){let s=i.map(n=>[...n]),o=n=>Math.min(e-t/2,Math.max(t/2,n));for(let n=0;n<60;n++){let r=!0;for(let a=0;a<s.length;a++)for(let h=a+1;h<s.length;h++){let[u,l]=[s[h][0]-s[a][0],s[h][1]-s[a][1]],c=Math.hypot(u,l);if(c>=t)continue;r=!1;let p=c>.01?Math.atan2(l,u):a+h,f=(t-c)/2+.2;s[a]=[o(s[a][0]-f*Math.cos(p)),o(s[a][1]-f*Math.sin(p))],s[h]=[o(s[h][0]+f*Math.cos(p)),o(s[h][1]+f*Math.sin(p))]}if(r)break}return s}var z="#d6006c";function U(i,t){let[e,s]=t.axes,{size:o}=t;i.fillStyle=t.ink,i.font="12px sans-serif",i.textAlign="center",i.textBaseline="alphabetic";for(let{share:n,text:r}of e.numbers(nt[0]/o))i.fillText(r,n*o,o+16);i.textAlign="right",i.textBaseline="middle";for(let{share:n,text:r}of s.numbers(nt[1]/o))i.fillText(r,-5,(1-n)*o);i.font="italic 600 13px sans-serif",i.textBaseline="alphabetic",i.fillText(t.data.axes[0],o,o+16),i.textBaseline="top",i.fillText(t.data.axes[1],-5,3)}function G(i,t){i.strokeStyle=t.ink,i.globalAlpha=.25,i.strokeRect(.5,.5,t.size-1,t.size-1),i.globalAlpha=1}function At(i,{picture:t,axes:[e,s],size:o}){let n=(l,c)=>(c-l.low)/(l.high-l.low)*o,[r,a]=e.home.map(l=>n(e,l)),[h,u]=s.home.map(l=>o-n(s,l));i.drawImage(t,r,u,a-r,h-u)}function Tt(i,t){let[e,s]=t.axes[0].home,o=(s-e)/(t.axes[0].high-t.axes[0].low),n=Math.max(2.2,t.size/190)*Math.min(3,Math.max(1,Math.sqrt(o)));i.globalAlpha=t.live.ground.on?.8:1;for(let r=0;r<t.groups.length;r++){if(!t.shown(r))continue;let[a,h]=t.screen(t.points[2*r],t.points[2*r+1]);i.fillStyle=t.colour(r),i.fillRect(a-n/2,h-n/2,n,n)}i.globalAlpha=1}function rt(i,t){for(let{group:e,name:s,line:o}of t.data.outlines??[]){if(e!==null&&t.only!==null&&t.only!==e)continue;let n=e===null?t.ink:t.data.colours[e];C(i,t,o);for(let[r,a]of[[4,t.paper],[2.2,n]])i.strokeStyle=a,i.lineWidth=r,i.stroke();e===null&&(i.font="700 13px sans-serif",at(i,t,s,...t.screen(...o[0]),5))}}function zt(i,t){let e=Math.max(15,t.size/24);i.font=`700 ${e}px sans-serif`;let s=t.data.marks.map(([o,n])=>t.screen(o,n));Et(s,e,t.size).forEach(([o,n],r)=>{t.only!==null&&t.only!==r||at(i,t,t.name(r),o,n,5)})}function Ot(i,t){i.font="700 13px sans-serif",(t.data.holes??[]).forEach((e,s)=>{let[o,n]=t.screen(...e);i.beginPath(),i.arc(o,n,11,0,2*Math.PI),i.fillStyle=t.paper,i.fill(),i.setLineDash([4,3]),i.strokeStyle=t.ink,i.lineWidth=2,i.stroke(),i.setLineDash([]),at(i,t,String(s+1),o,n,0)})}function at(i,t,e,s,o,n){i.textAlign="center",i.textBaseline="middle",i.lineJoin="round",n&&(i.strokeStyle=t.paper,i.lineWidth=n,i.strokeText(e,s,o)),i.fillStyle=t.ink,i.fillText(e,s,o)}function C(i,t,e,s=!0){i.beginPath(),e.forEach(([o,n],r)=>{let[a,h]=t.screen(o,n);r?i.lineTo(a,h):i.moveTo(a,h)}),s&&i.closePath()}function Ct(i,t){let e=t.drawing??t.line;e?.length&&(C(i,t,e),i.globalAlpha=.12,i.fillStyle=t.ink,i.fill(),i.globalAlpha=1,i.setLineDash([6,4]),i.strokeStyle=t.ink,i.lineWidth=1.8,i.stroke(),i.setLineDash([]))}function Pt(i,t){let[e,s]=t.screen(t.pin.x,t.pin.y);for(let[o,n]of[[5,"#fff"],[2.5,z]]){i.strokeStyle=n,i.lineWidth=o,i.beginPath(),i.arc(e,s,9,0,2*Math.PI);for(let[r,a]of[[-1,0],[1,0],[0,-1],[0,1]])i.moveTo(e+16*r,s+16*a),i.lineTo(e+5*r,s+5*a);i.stroke()}}var be=Symbol.for("latent-space-explorer"),d=globalThis[be]??={point:".",painted:!1,crew:null,pins:{},pictures:new Map,decoders:new Map,encoders:new Map,spaces:new Map,codes:new Map,betas:new Map,pickers:new Map,galleries:new Map,events:new EventTarget};function k(i){d.events.dispatchEvent(new Event(i))}function g(i,t){return d.events.addEventListener(i,t),()=>d.events.removeEventListener(i,t)}function b(){requestAnimationFrame(()=>d.painted=!0)}var ht=new Map,ve=0;function lt({html:i,css:t,component:e},s,o,n=()=>{}){let r=s.shadowRoot??s.attachShadow({mode:"open"});r.adoptedStyleSheets=t.map(ye),r.innerHTML=i;let a=null,h=u=>{let l=u.version??`v${++ve}`,c={point:d.point,...u,version:l};a=e({data:c,parentElement:r,setTriggerValue:n})};return h(o),{root:r,update:h,close:()=>typeof a=="function"&&a()}}function ye(i){if(!ht.has(i)){let t=new CSSStyleSheet;t.replaceSync(i),ht.set(i,t)}return ht.get(i)}var It=`.legend {
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
`;function m(i){return i.getContext("2d")}function M(i){return typeof i=="string"?Uint8Array.from(atob(i),t=>t.charCodeAt(0)):new Uint8Array(i.buffer,i.byteOffset,i.byteLength).slice()}var Rt=`.draw {
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
`;var _t=`<figure class="draw">
  <canvas tabindex="0" role="img"></canvas>
  <div class="tools">
    <button class="undo" type="button"></button>
    <button class="clear" type="button"></button>
  </div>
</figure>
`;var N=new WeakMap,Oe=.085,F=560,ct=class{constructor(t,e){this.changed=null,this.small=null,this.canvas=t.querySelector("canvas"),this.buttons={undo:t.querySelector(".undo"),clear:t.querySelector(".clear")},this.canvas.width=this.canvas.height=F,this.strokes=e.map(s=>[...s]),this.current=null,this.canvas.onpointerdown=s=>this.start(s),this.canvas.onpointermove=s=>this.go(s),this.canvas.onpointerup=this.canvas.onpointercancel=()=>this.end(),this.canvas.onkeydown=s=>{s.key==="z"&&(s.ctrlKey||s.metaKey)&&this.undo()},this.buttons.undo.onclick=()=>this.undo(),this.buttons.clear.onclick=()=>this.change([])}update(t,e){this.data=t,this.send=e,this.canvas.setAttribute("aria-label",t.label);for(let[s,o]of Object.entries(this.buttons))o.textContent=t[s];this.draw()}place(t){let e=this.canvas.getBoundingClientRect();return[(t.clientX-e.left)/e.width,(t.clientY-e.top)/e.height]}start(t){t.button||(t.preventDefault(),this.canvas.focus({preventScroll:!0}),this.canvas.setPointerCapture(t.pointerId),this.current=this.place(t),this.strokes.push(this.current),this.draw())}go(t){if(!this.current)return;let e=t.getCoalescedEvents?.()??[];for(let s of e.length?e:[t])this.current.push(...this.place(s));this.draw()}end(){this.current&&(this.current=null,this.report())}undo(){this.strokes.length&&this.change(this.strokes.slice(0,-1))}change(t){this.strokes=t,this.draw(),this.report()}draw(){this.paint(this.canvas),this.changed?.();let t=this.strokes.length===0;for(let s of Object.values(this.buttons))s.disabled=t;if(this.canvas.dataset.strokes=this.strokes.length,!t)return;let e=m(this.canvas);e.fillStyle="#9a9a9a",e.font=`${F/16}px sans-serif`,e.textAlign="center",e.fillText(this.data.hint,F/2,F/2,F*.9)}paint(t){let e=t.width,s=m(t);s.fillStyle="#000",s.fillRect(0,0,e,e),s.strokeStyle="#fff",s.lineWidth=Oe*e,s.lineCap=s.lineJoin="round";for(let o of this.strokes){s.beginPath(),s.moveTo(o[0]*e,o[1]*e),s.lineTo(o[0]*e,o[1]*e+.01);for(let n=2;n<o.length;n+=2)s.lineTo(o[n]*e,o[n+1]*e);s.stroke()}}pixels(){let t=this.small??=document.createElement("canvas"),{side:e}=this.data;t.width=t.height=e;let s=t.getContext("2d",{willReadFrequently:!0});this.paint(t);let{data:o}=s.getImageData(0,0,e,e);return Uint8Array.from({length:e*e},(n,r)=>o[4*r])}report(){let t=btoa(String.fromCharCode(...this.pixels())),e=this.strokes.map(s=>s.map(o=>+o.toFixed(4)));this.send("drawn",{pixels:t,strokes:e})}};function ut(i){return N.get(i)}function $t({data:i,parentElement:t,setTriggerValue:e}){return N.has(t)||N.set(t,new ct(t,i.strokes)),N.get(t).update(i,e),()=>N.delete(t)}function dt(i){let{legend:t,data:e}=i,{values:s,names:o,colours:n}=e,r=s&&[s.colours,s.low,s.high,s.title],a=JSON.stringify([r,o,n,e.legend]);if(i.legendSays===a)return;if(i.legendSays=a,t.classList.toggle("bar",!!e.values),e.values){t.replaceChildren(...Ie(e.values)),i.only=null;return}let h=e.names?.length??e.colours.length;t.replaceChildren(...Array.from({length:h},(u,l)=>{let c=document.createElement("button");return c.textContent=i.name(l),c.title=e.legend.replace("{digit}",i.name(l)),c.style.setProperty("--swatch",e.colours[l%e.colours.length]),c.onclick=()=>Pe(i,i.only===l?null:l),c})),i.only>=h&&(i.only=null),Bt(i),pt(t)}function pt(i){i.addEventListener("focusin",i.whenFocused??=({target:e})=>Ft(i,e)),i.addEventListener("keydown",i.whenPressed??=e=>Ce(i,e));let t=Nt(i);Ft(i,t.find(e=>e.dataset.stop)??t[0])}function Nt(i){return[...i.querySelectorAll("button")].filter(t=>!t.hidden)}function Ft(i,t){for(let e of i.querySelectorAll("button"))e.tabIndex=e===t?0:-1,e.dataset.stop=e===t?"here":""}function Ce(i,t){let e=Nt(i),s=e.indexOf(t.target),o={ArrowRight:s+1,ArrowLeft:s-1,Home:0,End:e.length-1}[t.key];s<0||o===void 0||(t.preventDefault(),e[(o+e.length)%e.length].focus())}function Pe(i,t){i.only=t,Bt(i),i.draw()}function Bt({legend:i,only:t}){[...i.children].forEach((e,s)=>{e.classList.toggle("off",t!==null&&s!==t),e.setAttribute("aria-pressed",t===s)})}function Ie({colours:i,low:t,high:e,title:s}){let o=document.createElement("div");o.style.background=`linear-gradient(to right, ${i.join(",")})`;let n=[y(t,2),s,y(e,2)].map(r=>{let a=document.createElement("span");return a.textContent=r,a});return[o,...n]}var P={en:[".",",",""],fr:[",","\u202F","\xA0"]};function H(i,t,e){let[s,o,n]=P[e]??P.en,r=/\.(\d+)([f%])/.exec(t),a=r?.[2]==="%"?100*i:i,h=r?a.toFixed(Number(r[1])):String(t==="g"?Number(a.toPrecision(6)):a);t.startsWith(",")&&(h=h.replace(/\B(?=(\d{3})+(?!\d))/g,","));let u={".":s,",":o};return h=h.replace(/[.,]/g,l=>u[l]),r?.[2]==="%"?`${h}${n}%`:h}function _e(i,t){if(!Number.isFinite(i))return i>0?"\u221E":"\u2013";if(i>=1e3)return H(i,",.0f",t);let e=Math.max(0,3-Math.floor(Math.log10(Math.abs(i)||1))),s=i.toFixed(Math.min(20,e));return(s.includes(".")?s.replace(/0+$/,"").replace(/\.$/,""):s).replace(".",(P[t]??P.en)[0])}function Wt(i){return i.split("**").map((t,e)=>{if(e%2===0)return t;let s=document.createElement("strong");return s.textContent=t,s})}var A=class{constructor(t,e){this.language=t,this.sentences=e,this.point=(P[t]??P.en)[0],this.text=this.text.bind(this)}text(t,e){let[s,o]=t.split(".");return this.fill(this.sentences[s]?.[o]??t,e)}fill(t,e){return e?t.replace(/\{(\w+)(?::([^}]*))?\}/g,(s,o,n="")=>this.filled(e[o],n)):t}filled(t,e){if(typeof t!="number")return String(t);if(!e.startsWith("#"))return H(t,e,this.language);let[s,o]=e.slice(1).split("|"),n=this.language==="fr"?Math.abs(t)<2:t===1;return H(t,",",this.language)+(n?s:` ${o}`)}number(t,e=""){return H(t,e,this.language)}plain(t){return _e(t,this.language)}numbers(t,e){let s=this.point===","?" ; ":", ";return Array.from(t,o=>this.number(o,e)).join(s)}};async function $e(i){let t=JSON.stringify(i),e=await fetch(new URL("told",document.baseURI),{method:"POST",body:t,keepalive:!0});if(!e.ok)throw new Error(String(e.status))}function Fe(i,t){let e=new URLSearchParams(window.location.search);e.has("view")||e.set("view",i);for(let[s,o]of Object.entries(t))o===null?e.delete(s):e.set(s,o);history.pushState(history.state,"",`?${e}${window.location.hash}`)}function mt(i){return i.map(t=>Number(t.toPrecision(6))).join(",")}var T=class{constructor(){this.timer=0,this.waiting=null}tell(t,e,s,o){clearTimeout(this.timer),this.waiting=n=>{s&&n&&Fe(t.view,s),t.ticket?$e({...t,...e}).catch(o):o()},this.timer=window.setTimeout(()=>this.flush(),250)}flush(){this.end(!0)}close(){this.end(!1)}end(t){clearTimeout(this.timer),this.waiting?.(t),this.waiting=null}};var qt=`.plane {
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
`;var Dt=`<figure class="plane">
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
`;var x=28,We=.6;function S(i,t,e=0,s=0){let o=m(i),n=o.createImageData(x,x),r=new Uint32Array(n.data.buffer);for(let a=0;a<t.length;a++)r[a]=4278190080|t[a]*65793;o.putImageData(n,e,s)}function jt(i,t,[e,s,o],n,r){let a=i.createImageData(x,x),h=new Uint32Array(a.data.buffer),u=e|s<<8|o<<16;for(let l=0;l<t.length;l++)h[l]=u|We*t[l]<<24;i.putImageData(a,n,r)}function Ut(i){let t=m(document.createElement("canvas"));t.fillStyle=i,t.fillRect(0,0,1,1);let[e,s,o]=t.getImageData(0,0,1,1).data;return[e,s,o]}var qe=20,I=12,De=60,je=400,Ue=.01,Ge=260,K=class{constructor(t,e){this.plane=t,this.live=e,this.on=!1,this.given=void 0,this.client=`plane ${Math.random()}`}set(t){this.given=this.on=t,this.plane.press("ground",t),this.asked=null}turn(t){this.on=t,this.plane.press("ground",t),this.asked=null,this.plane.draw()}follow(){let{beta:t}=this.live;t===this.beta||Math.abs(Math.log(t/this.beta))<Ue?this.coarse||this.want():this.want(I)}want(t=this.usual){if(clearTimeout(this.soon),!this.on||!this.live.decoder||!this.plane.size)return;this.coarse=t<this.usual,this.beta=this.live.beta;let e=this.plane.axes.map(({low:l,high:c})=>[l,c]),{base:s,slice:o}=this.live.settings,r=(o&&this.plane.pin?.z||s).filter((l,c)=>!this.live.settings.axes.includes(c)),{key:a}=this.live.settings,h=JSON.stringify([e,r,this.live.beta,t,a,this.plane.ink]);if(h===this.asked)return;if(this.busy&&this.live.dragging)return void(this.next=t);let u=this.coarse||this.live.dragging;this.soon=setTimeout(()=>this.ask(h,e,t),u?0:De)}ask(t,e,s){this.asked=t,this.busy=!0,this.next=null;let o=l=>(l+.5)/s,[n,r]=this.plane.axes,a=new Float32Array(s*s*this.live.decoder.dim);for(let l=0;l<s*s;l++){let[c,p]=[Math.floor(l/s),l%s],f=this.live.point(n.value(o(p)),r.value(1-o(c)));a.set(f,l*f.length)}let h=this.newSheet(e,s),u=Ut(this.plane.ink);this.live.decoder.tiles(this.client,{points:a,beta:this.live.beta??null},(l,c,p)=>{for(let f=0;f<c;f++){let[O,it]=[Math.floor((l+f)/s),(l+f)%s],W=x*x,q=p.subarray(f*W,(f+1)*W),[D,St]=[it*x,O*x];this.live.settings.solid?S(h.canvas,q,D,St):jt(h,q,u,D,St)}l+c===s*s&&this.done(s),this.plane.compose()})}done(t){this.busy=!1,this.plane.canvas.dataset.ground=`${t} ${this.asked}`,this.next?this.want(this.next):this.coarse&&(this.soon=setTimeout(()=>this.busy||this.want(),je))}get usual(){return this.live.settings?.tiles??(this.plane.size<Ge?I:qe)}newSheet(t,e){let s=this.sheet,o=document.createElement("canvas");o.width=o.height=e*x;let n=m(o);return this.sheet={canvas:o,sides:t},s&&this.paint(n,o.width,t,s),n}paint(t,e,s,{canvas:o,sides:n}){let[r,a]=n[0].map(l=>this.share(l,s[0])*e),[h,u]=n[1].map(l=>(1-this.share(l,s[1]))*e);t.drawImage(o,r,u,a-r,h-u)}share(t,[e,s]){return(t-e)/(s-e)}draw(t){if(!this.on||!this.sheet)return;let e=this.plane.axes.map(({low:s,high:o})=>[s,o]);this.paint(t,this.plane.size,e,this.sheet)}};function He(i){let t=document.createElement("option");return t.value=String(Math.log(i)),t}var X=class{constructor(t){let e=t.plane.root.querySelector(".beta");this.live=t,this.box=e,this.plane=t.plane,this.picture=e.querySelector("canvas"),this.input=e.querySelector("input"),this.output=e.querySelector("output"),this.input.oninput=()=>this.drag(),this.input.onchange=()=>this.letGo()}refresh(){let t=this.live.settings.beta;if(this.box.hidden=!t,!t)return;let{value:e,low:s,high:o,stops:n,label:r,picture:a,maps:h,ticks:u}=t;this.box.querySelector("label span").textContent=r,this.picture.setAttribute("aria-label",a),this.input.setAttribute("aria-label",r),this.box.querySelector("datalist").replaceChildren(...(u??[]).map(He)),[this.input.min,this.input.max]=[Math.log(s),Math.log(o)],this.input.step=Math.log(o/s)/(n-1),this.codes=this.codesOf(h),!this.dragging&&this.given!==e&&(this.given=this.live.beta=e,this.input.value=Math.log(e),this.share(!1)),this.tell(),this.place()}codesOf(t){let e=d.codes;return t?.codes&&!e.has(t.key)&&e.set(t.key,new Int16Array(M(t.codes).buffer)),e.get(t?.key)??null}drag(){this.dragging=!0,this.live.beta=Math.exp(Number(this.input.value)),this.tell(),this.place(),this.plane.draw(),this.live.ground.want(I),this.share(!0)}letGo(){this.dragging=!1,this.share(!1),this.plane.send("beta",this.live.beta)}share(t){d.betas.set(this.plane.data.space,{beta:this.live.beta,dragging:t}),k("beta")}tell(){let{live:t,plane:e}=this,s=j(Number(t.beta.toPrecision(3)));this.output.textContent=s,this.input.setAttribute("aria-valuetext",s),e.canvas.dataset.beta=t.beta;let{x:o,y:n}=e.pin??{x:e.data.pin[0],y:e.data.pin[1]};t.decoder&&S(this.picture,t.grey(o,n))}place(){let{codes:t,plane:e}=this;if(!t||!e.points)return;let{betas:s,unit:o}=this.live.settings.beta.maps,n=s.map(Math.log),r=Math.log(this.live.beta),a=n.findIndex(p=>p>=r),h=a<0?n.length-1:Math.max(1,a),u=(r-n[h-1])/(n[h]-n[h-1]),l=Math.min(1,Math.max(0,u)),c=e.points.length;for(let p=0;p<c;p++){let[f,O]=[t[(h-1)*c+p],t[h*c+p]];e.points[p]=o*(f+l*(O-f))}}};var J=class{constructor(t){this.plane=t,this.beta=void 0,this.ground=new K(t,this),this.slider=new X(this);let e=[g("decoder",()=>this.refresh()),g("beta",()=>this.follow())];this.close=()=>e.forEach(s=>s())}get dragging(){return this.slider.dragging||!!d.betas.get(this.settings?.follow)?.dragging}follow(){let t=d.betas.get(this.settings?.follow);t&&(this.beta=t.beta,this.plane.canvas.dataset.beta=String(this.beta),t.dragging?this.ground.want(I):this.ground.follow())}get settings(){return this.plane.data?.live??null}get decoder(){return d.decoders.get(this.settings?.key)??null}refresh(){let{canvas:t}=this.plane;if(t.classList.toggle("live",this.decoder!==null),t.dataset.live=this.decoder?"ready":"",!this.settings)return;this.slider.refresh(),this.settings.beta||(this.beta=d.betas.get(this.settings.follow)?.beta??this.settings.at);let{ground:e}=this.settings;this.ground.given!==e&&this.ground.set(e),this.ground.follow()}point(t,e){let{base:s,axes:o,slice:n}=this.settings,r=[...n&&this.plane.pin?.z||s];return r[o[0]]=t,r.length>1&&(r[o[1]]=e),r}grey(t,e){return this.decoder.decode(this.point(t,e),this.beta??null)}show(t,e){let{canvas:s,seen:o}=this.plane;o.hidden=!this.decoder,this.decoder&&(S(o,this.grey(t,e)),s.dataset.at=`${t},${e}`)}visit(t,e){let{plane:s}=this;s.words.textContent=_(t,e),s.thumb.hidden=!0,s.hovered=null,this.show(t,e),this.decoder&&s.placeTip(...s.screen(t,e))}};var gt=5,Ve=110,Ke=1.5,Y=class{constructor(t,e){let{x:s,y:o,left:n,top:r}=t.under(e);this.plane=t,this.far=!1,this.from={left:n,top:r},this.path=[[s,o]],t.walk.stop()}move(t){let{plane:e,from:s}=this,{x:o,y:n,left:r,top:a}=e.under(t);!this.far&&Math.hypot(r-s.left,a-s.top)<gt||(this.far=!0,this.path.push([o,n]),e.walk.path=this.path,e.live.visit(o,n),e.compose())}end(){this.far&&this.plane.walk.play()}cancel(){this.far=!1,this.plane.walk.path=null,this.plane.compose()}},Z=class{constructor(t){this.plane=t,this.path=null,this.place=null,this.frame=void 0}get playing(){return this.frame!==void 0}lengths(){let t=this.path.map(([s,o])=>this.plane.screen(s,o)),e=0;return t.map(([s,o],n)=>(n&&(e+=Math.hypot(s-t[n-1][0],o-t[n-1][1])),e))}play(){if(this.stop(),!this.path||this.path.length<2)return;let t=this.lengths(),e=t[t.length-1],s=Math.max(Ke,e/Ve),o=performance.now(),n=r=>{let a=Math.max(0,r-o)/1e3/s;if(a>=2)return this.stop();this.go(t,e*(a<1?a:2-a)),this.frame=requestAnimationFrame(n)};this.frame=requestAnimationFrame(n),this.tell()}go(t,e){let s=t.length-1,o=Math.max(1,Math.min(s,t.findIndex(h=>h>=e))),n=(e-t[o-1])/(t[o]-t[o-1]||1),[r,a]=[0,1].map(h=>this.path[o-1][h]+n*(this.path[o][h]-this.path[o-1][h]));this.place=[r,a],this.plane.live.visit(r,a),this.plane.compose()}stop(){this.playing&&(cancelAnimationFrame(Number(this.frame)),this.frame=void 0,this.place=null,this.plane.tip.hidden=!0,this.plane.compose(),this.tell())}tell(){let{play:t,data:e}=this.plane;t.hidden=!this.path||!e.tools?.play,t.setAttribute("aria-pressed",this.playing),this.plane.canvas.dataset.walk=this.playing?"plays":this.path?"drawn":""}toggle(){this.playing?this.stop():this.play()}};function Gt(i,t){let{path:e,place:s}=t.walk;if(!e)return;i.lineJoin=i.lineCap="round";for(let[r,a]of[[6,t.paper],[3,z]])i.strokeStyle=a,i.lineWidth=r,C(i,t,e,!1),i.stroke();if(!s)return;let[o,n]=t.screen(...s);for(let[r,a]of[[8,"#fff"],[6,z]])i.beginPath(),i.arc(o,n,r,0,2*Math.PI),i.fillStyle=a,i.fill()}var L=1.5;function Ht(i,t){let e=i.tool("closer");return e&&i.fingers.size===2?new xt(i):i.fingers.size>1?null:i.tool("lasso")&&(t.shiftKey||i.pressed("lasso"))?new bt(i,t):e&&i.pressed("hand")?new wt(i,t):i.live.decoder?new Y(i,t):null}function R(i,t,e=.5,s=.5){i.axes[0].zoom(t,e),i.axes[1].zoom(t,s),i.moved()}function Vt(i,t){if(!i.size||!i.tool("closer")||!t.ctrlKey&&!t.metaKey&&!i.pressed("hand"))return;t.preventDefault();let{left:e,top:s}=i.under(t),o=t.deltaY*(t.deltaMode===1?16:1),n=Math.exp(-Math.max(-60,Math.min(60,o))*.006);R(i,n,e/i.size,1-s/i.size)}var wt=class{constructor(t,e){this.plane=t,this.last=t.under(e),this.far=!1}move(t){let{left:e,top:s}=this.plane.under(t),[o,n]=[e-this.last.left,s-this.last.top];!this.far&&Math.hypot(o,n)<gt||(this.far=!0,this.last={left:e,top:s},this.plane.axes[0].shift(-o/this.plane.size),this.plane.axes[1].shift(n/this.plane.size),this.plane.moved())}end(){}},xt=class{constructor(t){this.plane=t,this.far=!0,this.last=this.measure(t)}measure(t){let[e,s]=[...t.fingers.values()].map(o=>t.under(o));return{left:(e.left+s.left)/2,top:(e.top+s.top)/2,apart:Math.max(20,Math.hypot(e.left-s.left,e.top-s.top))}}move(){let{plane:t,last:e}=this;if(t.fingers.size!==2)return;let s=this.measure(t);t.axes[0].shift((e.left-s.left)/t.size),t.axes[1].shift((s.top-e.top)/t.size),R(t,s.apart/e.apart,s.left/t.size,1-s.top/t.size),this.last=s}end(){}},bt=class{constructor(t,e){let{x:s,y:o}=t.under(e);this.plane=t,this.line=t.drawing=[[s,o]]}get far(){return this.line.length>=4}move(t){let{x:e,y:s}=this.plane.under(t);this.line.push([e,s]),this.plane.tip.hidden=!0,this.plane.compose()}end(){let{plane:t,line:e}=this;if(t.drawing=null,this.far){let s=Math.ceil(e.length/200);t.line=e.filter((n,r)=>r%s===0);let o={line:t.line,only:t.only};d.galleries.get(t.data.space)?.take(o,t)||t.send("lasso",o)}t.compose()}};var Q=["ground","hand","closer","further","whole","play","lasso","save"];function Xt(i){let t={lasso:()=>Kt(i,"lasso","hand"),hand:()=>Kt(i,"hand","lasso"),closer:()=>R(i,L),further:()=>R(i,1/L),whole:()=>Jt(i),ground:()=>Xe(i),play:()=>i.walk.toggle(),save:()=>Je(i)};for(let e of Q)i[e].onclick=t[e];i.tool=e=>i.data?.tools?.[e],i.pressed=e=>i[e].getAttribute("aria-pressed")==="true",i.press=(e,s)=>{i[e].setAttribute("aria-pressed",s),i.canvas.classList.toggle(e,s)}}function Kt(i,t,e){i.press(t,!i.pressed(t)),i.press(e,!1)}function Jt(i){i.axes.forEach(t=>t.whole()),i.moved()}function Xe(i){let t=!i.pressed("ground");i.live.ground.turn(t),i.send("ground",t)}function Yt(i,t){if(t.ctrlKey||t.metaKey||t.altKey)return;t.key==="Escape"&&i.walk.stop();let e={"+":L,"=":L,"-":1/L}[t.key];!i.tool("closer")||!e&&t.key!=="0"||(t.preventDefault(),e?R(i,e):Jt(i))}function Zt(i){for(let t of Q){let e=i.tool(t)??"";i[t].hidden=!e||t==="play",i[t].title=e,i[t].setAttribute("aria-label",e)}i.walk.tell(),i.root.querySelectorAll(".tools").forEach(pt)}function vt({thumb:i,data:t},e){let s=d.pictures.get(t.pictures);if(t.pictures&&!s&&k("pictures-wanted"),i.hidden=e===null||!s,i.hidden)return;i.dataset.index=e;let o=x*x;S(i,s.subarray(e*o,(e+1)*o))}function Je({canvas:i,paper:t,data:e}){let s=document.createElement("canvas");[s.width,s.height]=[i.width,i.height];let o=m(s);o.fillStyle=t,o.fillRect(0,0,s.width,s.height),o.drawImage(i,0,0);let n=document.createElement("a");n.download=e.tools.file,n.href=s.toDataURL("image/png"),n.click()}var B=new WeakMap,Ye=250,Ze=7,yt=class{constructor(t){this.root=t;let e=s=>t.querySelector(s);this.canvas=e("canvas"),this.tip=e(".tip"),this.words=e(".words"),this.thumb=e(".thumb"),this.seen=e(".seen"),this.said=e(".said"),this.legend=e(".legend");for(let s of Q)this[s]=e(`.${s}`);this.base=document.createElement("canvas"),this.only=null,this.pin=null,this.data=null,this.axes=[new v(0,1),new v(0,1)],this.size=0,this.ratio=1,this.frame=0,this.points=null,this.digits=null,this.groups=new Uint8Array,this.values=null,this.ink="",this.paper="",this.drawing=null,this.fingers=new Map,this.gesture=null,this.over=null,this.teller=new T,this.live=new J(this),this.walk=new Z(this),this.canvas.onclick=s=>this.click(s),this.canvas.onpointerdown=s=>this.down(s),this.canvas.onpointermove=s=>this.move(s),this.canvas.onpointerup=s=>this.up(s),this.canvas.onpointercancel=s=>(this.gesture?.cancel?.(),this.up(s)),this.canvas.onpointerleave=()=>this.walk.playing||(this.tip.hidden=!0),this.canvas.onkeydown=s=>this.key(s),this.canvas.addEventListener("wheel",s=>Vt(this,s),{passive:!1}),this.canvas.addEventListener("touchmove",s=>{(this.held||this.fingers.size>1)&&s.cancelable&&s.preventDefault()},{passive:!1}),Xt(this),this.heard=[g("pin",()=>this.showPin(d.pins[this.data?.space??""])),g("pictures",()=>this.tip.hidden||vt(this,this.hovered))],this.width=0,this.resized=new ResizeObserver(()=>this.width===this.canvas.clientWidth||this.draw()),this.resized.observe(this.canvas)}close(){this.heard.forEach(t=>t()),this.resized.disconnect(),this.walk.stop(),this.live.close(),this.teller.close()}update(t,e){this.send=e;let s=this.version===t.version;if(this.data=t,this.version=t.version,s)return this.themed()?this.draw():void 0;let{view:o,ticks:n}=t,r=(h,u)=>h.alike(u)?h:u;if(this.axes=[r(this.axes[0],new v(...o.x,n?.x)),r(this.axes[1],new v(...o.y,n?.y))],this.points=t.points?new Float32Array(M(t.points).buffer):null,this.digits=t.digits?M(t.digits):null,this.groups=t.groups?M(t.groups):this.digits??new Uint8Array,this.values=t.values?new Float32Array(M(t.values.floats).buffer):null,this.pin=d.pins[t.space??""]??Qe(t.pin),this.line=t.lasso??null,this.canvas.setAttribute("aria-label",t.label),Zt(this),this.points&&dt(this),this.live.refresh(),!t.picture)return this.draw();let a=new Image;a.onload=()=>{this.picture=a,this.draw()},a.src="data:image/png;base64,"+t.picture}draw(){let{canvas:t,base:e,data:s}=this,o=this.width=t.clientWidth;if(!s||!o)return;this.size=o-E;let n=this.size+$;t.style.height=`${n}px`,this.ratio=window.devicePixelRatio||1,e.width=t.width=Math.round(o*this.ratio),e.height=t.height=Math.round(n*this.ratio),this.themed(),this.onto(e,r=>{U(r,this),G(r,this),this.clip(r),this.picture&&At(r,this),this.points&&Tt(r,this),rt(r,this),this.points&&zt(r,this),Ot(r,this)}),this.compose(),this.live.ground.follow(),t.dataset.drawn=this.version,t.dataset.only=this.only??"",b()}themed(){let t=getComputedStyle(this.canvas),e=this.ink+this.paper;return this.ink=t.getPropertyValue("--st-text-color")||"#222",this.paper=t.getPropertyValue("--st-background-color")||"#fff",e!==this.ink+this.paper}compose(){if(!this.size)return;let t=m(this.canvas);t.clearRect(0,0,this.canvas.width,this.canvas.height),this.onto(this.canvas,e=>{this.clip(e),this.live.ground.draw(e)}),t.drawImage(this.base,0,0),this.onto(this.canvas,e=>{this.clip(e),Ct(e,this),Gt(e,this),this.pin&&Pt(e,this),this.over?.(e,this)})}onto(t,e){let s=m(t);s.save(),s.scale(this.ratio,this.ratio),s.translate(E,0),e(s),s.restore()}clip(t){t.beginPath(),t.rect(0,0,this.size,this.size),t.clip()}moved(){let[t,e]=this.axes;this.canvas.dataset.view=[t.low,t.high,e.low,e.high].join(","),this.tip.hidden=!0,cancelAnimationFrame(this.frame),this.frame=requestAnimationFrame(()=>this.draw())}screen(t,e){return[this.axes[0].share(t)*this.size,(1-this.axes[1].share(e))*this.size]}shown(t){return this.only===null||this.groups[t]===this.only}name(t){return this.data.names?.[t]??String(t)}colour(t){if(!this.values)return this.data.colours[this.groups[t]%this.data.colours.length];let{low:e,high:s,colours:o}=this.data.values,n=(this.values[t]-e)/(s-e);return o[Math.round(Math.min(1,Math.max(0,n))*(o.length-1))]}showPin(t){this.pin=t??null,this.compose(),this.live.refresh()}pick(t){this.pinHere(t),d.pickers.get(this.data.space)?.take(this.pin)||this.tell(t)}tell(t){let e=()=>this.send("pick",{...t,slice:!!this.data.live?.slice}),{told:s}=this.data;if(!s)return e();this.teller.tell(s,{x:t.x,y:t.y},{point:mt([t.x,t.y])},e)}pinHere(t){let e=t.index===null&&this.data.live?this.live.point(t.x,t.y):void 0;this.showPin({...t,z:e})}nearest(t,e,s=Ze){let{points:o}=this,n=null,r=s*s;for(let a=0;o&&a<this.groups.length;a++){if(!this.shown(a))continue;let[h,u]=this.screen(o[2*a],o[2*a+1]),l=(h-t)**2+(u-e)**2;l<r&&([r,n]=[l,a])}return n}under(t){let e=this.canvas.getBoundingClientRect(),[s,o]=[t.clientX-e.left-E,t.clientY-e.top],n=r=>Math.min(1,Math.max(0,r/this.size));return{left:s,top:o,x:this.axes[0].value(n(s)),y:this.axes[1].value(1-n(o))}}place(t){let{left:e,top:s,x:o,y:n}=this.under(t),r=this.nearest(e,s);return r===null||!this.points?{x:o,y:n,index:r}:{x:this.points[2*r],y:this.points[2*r+1],index:r}}click(t){this.canvas.focus({preventScroll:!0}),this.dragged?this.dragged=!1:this.size&&this.pick(this.place(this.released??t))}hover(t){if(this.walk.playing)return;let{x:e,y:s,index:o}=this.place(t),n=[_(e,s)];o!==null&&n.unshift(String(this.digits?.[o])),o!==null&&this.values&&n.push(y(this.values[o],3)),this.words.textContent=n.join(" \xB7 "),this.hovered=o,vt(this,o);let{left:r,top:a}=this.under(t);this.live.show(e,s),this.placeTip(r,a,t.pointerType==="touch")}placeTip(t,e,s=!1){let{tip:o}=this;o.hidden=!1;let[n,r]=[o.offsetWidth,o.offsetHeight],a=t+E+14;o.style.left=`${a+n>this.size+E?Math.max(0,a-28-n):a}px`;let h=Math.max(0,e-r-(s?34:14));o.style.top=`${s||e+14+r>this.size?h:e+14}px`}down(t){!this.size||t.button>0||(this.dragged=!1,this.fingers.set(t.pointerId,t),this.endGesture(),this.hold(t),this.gesture=Ht(this,t),this.canvas.setPointerCapture?.(t.pointerId))}move(t){this.size&&(this.fingers.has(t.pointerId)&&this.fingers.set(t.pointerId,t),this.gesture&&this.gesture.move(t),this.gesture?.far||this.hover(t))}hold(t){clearTimeout(this.holding),this.held=!1,t.pointerType==="touch"&&(this.holding=setTimeout(()=>this.held=!0,Ye))}up(t){clearTimeout(this.holding),this.held=!1,this.fingers.delete(t.pointerId),this.released=t,this.endGesture()}endGesture(){let{gesture:t}=this;this.gesture=null,t?.end(),t?.far&&(this.dragged=!0,setTimeout(()=>this.dragged=!1,50))}key(t){let s={ArrowLeft:[-1,0],ArrowRight:[1,0],ArrowUp:[0,1],ArrowDown:[0,-1]}[t.key];if(!s)return Yt(this,t);t.preventDefault();let o=t.shiftKey?.005:.025,n=this.pin??{x:this.axes[0].value(.5),y:this.axes[1].value(.5)},[r,a]=[n.x,n.y].map((u,l)=>{let c=this.axes[l].share(u)+s[l]*o;return this.axes[l].value(Math.min(1,Math.max(0,c)))});this.pinHere({x:r,y:a,index:null});let h=d.pickers.get(this.data.space)?.take(this.pin);this.live.visit(r,a),clearTimeout(this.later),this.later=setTimeout(()=>this.report(h),80)}report(t){let{x:e,y:s}=this.pin;t||this.tell({x:e,y:s,index:null});let o=this.nearest(...this.screen(e,s),1/0),n=o===null||!this.digits?"":` \xB7 ${this.digits[o]}`;this.said.textContent=_(e,s)+n}};function Qe(i){return i?{x:i[0],y:i[1],index:null}:null}function Qt(i){return B.get(i)}function te(i){let{parentElement:t,setTriggerValue:e}=i;B.has(t)||B.set(t,new yt(t));let s=B.get(t);return s.update(w(i.data),e),()=>{s.close(),B.delete(t)}}function tt(i){let t=null;return()=>{if(t!==null){let o=t;return t=null,o}let e=Math.sqrt(-2*Math.log(1-i())),s=2*Math.PI*i();return t=e*Math.sin(s),e*Math.cos(s)}}var ee={html:Dt,css:[It,qt],component:te};var se={html:_t,css:[Rt],component:$t};var[es,ss]=[.02,.5];function ne(i,t){let e=ie(i,t,es),s=ie(i,t,ss);if(!e||!s)return null;let[o,n,r,a]=e,h=Math.max(s[1]-s[0],s[3]-s[2]),u=Math.max(20/Math.max(n-o,a-r),18/h),l=Math.max(1,Math.round((n-o)*u)),c=Math.max(1,Math.round((a-r)*u)),p=is(i,t,e,l,c);return os(p,l,c)}function ie(i,t,e){let[s,o,n,r]=[t,0,t,0];for(let a=0;a<i.length;a++){if(i[a]<=e)continue;let[h,u]=[Math.floor(a/t),a%t];[s,o]=[Math.min(s,h),Math.max(o,h+1)],[n,r]=[Math.min(n,u),Math.max(r,u+1)]}return o?[s,o,n,r]:null}function is(i,t,e,s,o){let[n,r,a,h]=e,u=oe(r-n,s),l=oe(h-a,o),c=new Float32Array(s*o);for(let p=0;p<s;p++)for(let f=0;f<o;f++){let O=0;for(let[it,W]of u[p])for(let[q,D]of l[f])O+=W*D*i[(n+it)*t+a+q];c[p*o+f]=Math.min(1,O)}return c}function oe(i,t){let e=i/t;return Array.from({length:t},(s,o)=>{let[n,r]=[o*e,(o+1)*e],a=[];for(let h=Math.floor(n);h<Math.min(i,Math.ceil(r-1e-9));h++)a.push([h,(Math.min(r,h+1)-Math.max(n,h))/e]);return a})}function os(i,t,e){let[s,o,n]=[0,0,0];i.forEach((l,c)=>{s+=l,o+=l*Math.floor(c/e),n+=l*(c%e)});let r=(l,c)=>{let p=14-Math.floor(l+.5);return c>20?p:Math.min(28-c,Math.max(0,p))},[a,h]=[r(o/s,t),r(n/s,e)],u=new Float32Array(784);return i.forEach((l,c)=>{let[p,f]=[a+Math.floor(c/e),h+c%e];p>=0&&p<28&&f>=0&&f<28&&(u[p*28+f]=l)}),u}var re=[1,2],ae=4.5;function he(i,t,e){let s=Array.from(i),o=Array.from(t,r=>Math.exp(.5*r)),n=s.map((r,a)=>r+o[a]*e[a]);return{zMean:s,zLogVar:Array.from(t),sigma:o,epsilon:e,z:n}}function le({zMean:i,zLogVar:t}){return i.reduce((e,s,o)=>e-.5*(1+t[o]-s**2-Math.exp(t[o])),0)}function ce(i,t){let e=0;for(let s=0;s<i.length;s++){let o=Math.min(.9999999,Math.max(1e-7,t[s]));e-=i[s]*Math.log(o)+(1-i[s])*Math.log(1-o)}return e}function ue({zMean:i,sigma:t},e,s=72){return Array.from({length:s},(o,n)=>{let r=2*Math.PI*n/s;return[i[0]+e*t[0]*Math.cos(r),i[1]+e*t[1]*Math.sin(r)]})}var ns=[[["x","x = images / 255"]],[["encoder","z_mean, z_log_var = encoder(x)"]],[["z_mean","Dense(latent_dim)(h)"],["z_log_var","Dense(latent_dim)(h)"]],[["sigma","ops.exp(0.5 * z_log_var)"],["epsilon","keras.random.\u200Bnormal(shape)"]],[["z","z_mean + sigma * epsilon"]],[["decoder","x_decoded = decoder(z)"]],[["x_decoded","sigmoid, 0 to 1"]]],rs={sigma:"\u03C3 (sigma)",epsilon:"\u03B5 (epsilon)"},as=["x","x_decoded"],de=["encoder","decoder"],et=class{constructor(t){this.values={},t.replaceChildren(...ns.map(e=>this.column(e)))}column(t){let e=document.createElement("li");return e.append(...t.map(([s,o])=>this.card(s,o))),e}card(t,e){let s=document.createElement("div");s.className=de.includes(t)?"card network":"card";let o=document.createElement("strong");o.textContent=rs[t]??t;let n=document.createElement("code");n.textContent=e;let r=this.value(t);return s.append(o,...r?[r]:[],n),s}value(t){if(de.includes(t))return null;let e=document.createElement(as.includes(t)?"canvas":"span");return e.className="value",e.dataset.name=t,e instanceof HTMLCanvasElement&&(e.width=e.height=28,e.setAttribute("role","img")),this.values[t]=e,e}show(t,e,s){for(let[o,n]of Object.entries(t))this.values[o].textContent=n;for(let[o,n]of Object.entries(s))this.values[o].setAttribute("aria-label",n);for(let[o,n]of Object.entries(e))S(this.values[o],n)}clear(t){for(let[e,s]of Object.entries(t))this.values[e].setAttribute("aria-label",s);for(let e of Object.values(this.values))e instanceof HTMLCanvasElement?e.width=e.height=28:e.textContent="\u2013"}};var kt=784,st=new WeakMap;function pe(){let i=tt(Math.random);return[i(),i()]}var Mt=class{constructor(t){let e=s=>t.querySelector(s);this.find=e,this.machine=new et(e(".machine")),this.said=e(".said"),this.again=e(".again"),this.example=e(".example"),this.words=new A("en",{}),this.epsilon=pe(),this.digit=null,this.cloud=null,this.data=null,this.frame=0,this.again.onclick=()=>this.drawAgain(),this.example.onclick=()=>this.takeExample(),this.heard=["decoder","pictures"].map(s=>g(s,()=>this.data&&this.show()))}close(){this.heard.forEach(t=>t()),d.pickers.delete(this.data?.plane.space),this.board?.close(),this.maps?.forEach(t=>t.close())}update(t,e){let s=this.data?.version===t.version;if(this.data=t,this.send=e,s)return;this.words=new A(t.language,t.sentences);let{text:o}=this.words;this.again.textContent=o("sketch.again"),this.example.textContent=o("sketch.example"),this.find(".hint").textContent=o("sketch.hint"),this.mountBoard(),this.mountMap(),this.think()}mountBoard(){let{board:t}=this.data;this.board?this.board.update(t):this.board=lt(se,this.find(".board"),t,(s,{strokes:o})=>this.send("drawn",{strokes:o}));let e=ut(this.board.root);e.changed=()=>this.drawn(e),this.drawn(e)}mountMap(){let{plane:t}=this.data,e={...t,marks:[],label:this.words.text("sketch.near"),tools:{}};this.maps=[t,e].map((s,o)=>{let n=this.find(o?".near":".map");return this.maps?(this.maps[o].update(s),this.maps[o]):lt(ee,n,s)}),this.planes=this.maps.map(({root:s})=>Qt(s));for(let s of this.planes)s.over=(o,n)=>this.drawCloud(o,n);d.pickers.set(t.space,this)}get encoder(){return d.encoders.get(this.data.key)??null}get decoder(){return d.decoders.get(this.data.key)??null}drawn(t){t.strokes.length===0&&this.isExample||(this.isExample=!1,cancelAnimationFrame(this.frame),this.frame=requestAnimationFrame(()=>{let e=Float32Array.from(t.pixels(),s=>s/255);this.digit=t.strokes.length?ne(e,t.data.side):null,this.think()}))}takeExample(){let t=d.pictures.get(this.data.pictures);if(!t)return void k("pictures-wanted");let e=Math.floor(Math.random()*(t.length/kt));ut(this.board?.root)?.change([]),cancelAnimationFrame(this.frame),this.isExample=!0,this.digit=Float32Array.from(t.subarray(e*kt,(e+1)*kt),s=>s/255),this.think()}drawAgain(){this.epsilon=pe(),this.think()}take({x:t,y:e}){let{cloud:s}=this;return s&&(this.epsilon=[t,e].map((o,n)=>(o-s.zMean[n])/s.sigma[n]),this.think()),!0}think(){let{digit:t,encoder:e,data:s}=this;if(this.cloud=null,t&&e){e.follow(s.beta);let{z_mean:o,z_log_var:n}=e.run(t);this.cloud=he(o,n,this.epsilon)}this.show()}show(){let{cloud:t,decoder:e,digit:s,words:o}=this;if(this.again.disabled=!t,this.example.hidden=!this.data.pictures,!t&&s&&this.encoder)return this.think();let n={x:o.text("sketch.digit"),x_decoded:o.text("sketch.decoded")};if(!t||!s)this.machine.clear(n),this.said.textContent=o.text("sketch.empty");else{let r={x:Uint8ClampedArray.from(s,h=>255*h)};e&&(r.x_decoded=e.decode(t.z,this.data.beta));let a=h=>o.numbers(h,".2f");this.machine.show({z_mean:a(t.zMean),z_log_var:a(t.zLogVar),sigma:o.numbers(t.sigma,".3f"),epsilon:a(t.epsilon),z:a(t.z)},r,n),this.said.replaceChildren(...Wt([this.name(),this.costs(r.x_decoded)].filter(Boolean).join(" ")))}this.showOnMaps(),b()}showOnMaps(){let{cloud:t,planes:e}=this;if(e){if(e[0].canvas.dataset.cloud=t?[...t.zMean,...t.sigma,...t.z].join(","):"",this.find(".near").hidden=!t,d.pins[this.data.plane.space]=t?{x:t.z[0],y:t.z[1],index:null}:null,t){let s=ae*Math.max(...t.sigma.slice(0,2));e[1].axes=[0,1].map(o=>new v(t.zMean[o]-s,t.zMean[o]+s)),e[1].draw()}k("pin")}}name(){let t=d.encoders.get(this.data.classifier);if(!t||!this.digit)return"";let{probabilities:e}=t.run(this.digit),s=Math.max(...e);return this.words.text("sketch.answer",{digit:e.indexOf(s),share:s})}costs(t){if(!t||!this.cloud||!this.digit)return"";let e=ce(this.digit,Float32Array.from(t,s=>s/255));return this.words.text("sketch.costs",{reconstruction:e,kl:le(this.cloud)})}drawCloud(t,e){let{cloud:s}=this;if(!s)return;let[o,n]=e.screen(s.zMean[0],s.zMean[1]);for(let r of re){C(t,e,ue(s,r));for(let[a,h]of[[5,e.paper],[2.5,z]])t.lineWidth=a,t.strokeStyle=h,t.stroke()}t.beginPath(),t.arc(o,n,4,0,2*Math.PI),t.fillStyle=e.ink,t.fill()}};function Wn(i){let{parentElement:t,setTriggerValue:e}=i;st.has(t)||st.set(t,new Mt(t));let s=st.get(t);return s.update(w(i.data),e),()=>{s.close(),st.delete(t)}}export{Wn as default};
