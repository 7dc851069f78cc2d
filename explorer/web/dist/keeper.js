// Made from explorer/web by esbuild; its sources are the modules there.
var c="latent-space-explorer.visitor",a=/^[0-9a-f]{32}$/;function s({data:e,setTriggerValue:n}){try{let o=`${c} ${window.location.pathname}`,t=localStorage.getItem(o);a.test(t??"")?t!==e.secret&&n("known",t):localStorage.setItem(o,e.secret)}catch{}}export{s as default};
