# SPDX-License-Identifier: GPL-2.0-or-later
# A stream of N codings in 1,000 documents, tallied: xlsx_stream.awk -v N=...
BEGIN { OFS="\t"; n=N; docs=1000; per=n/docs; rows=0
 split("record document unit turn speaker role respondent question start end facet code pattern polarity codebook rank counted counted_rank family label name value mentions units text attr.organisation attr.side",h," ")
 nc=27; for(i=1;i<=nc;i++) col[h[i]]=i
 line=h[1]; for(i=2;i<=nc;i++) line=line OFS h[i]; print line
 reset(); r["record"]="meta"; r["name"]="code"; r["label"]="0"; r["text"]="stream=1"; put()
 for(i=0;i<20;i++){ reset(); r["record"]="code"; r["facet"]="f"; r["code"]="code" i; r["family"]="fam" (i%4); r["codebook"]="f 1"; put() }
 for(d=0;d<docs;d++){ reset(); r["record"]="respondent"; r["respondent"]="R" d; r["attr.organisation"]="O" int(d/10); r["attr.side"]=(d%2?"client":"supplier"); put() }
 for(d=0;d<docs;d++){ doc=sprintf("d%04d.txt",d); reset(); r["record"]="document"; r["document"]=doc; put()
  at=0
  for(u=1;u<=per;u++){ reset(); base(doc,u); r["record"]="unit"; txt=sprintf("And then in week %d of year %d we said that trust number %d was what we all needed most of all.",u,d,(u*7+d)%50000); r["start"]=at; r["end"]=at+length(txt); r["text"]=txt; put()
   reset(); base(doc,u); r["record"]="coding"; i=index(txt,"trust"); r["start"]=at+i-1; r["end"]=at+i+4; r["facet"]="f"; c=(u+d)%20; r["code"]="code" c; r["pattern"]="p" (u%7); r["polarity"]="affirmed"; r["codebook"]="f 1"; r["counted"]=(u<=20?"1":"repeat"); r["counted_rank"]=(u<=20?u:((u-1)%20)+1); r["text"]="trust"; put()
   at+=length(txt)+1 }
 }
 reset(); r["record"]="end"; r["value"]=rows; put() }
function reset( k){ for(k=1;k<=nc;k++) r[h[k]]="" }
function base(doc,u){ r["document"]=doc; r["unit"]=u; r["turn"]=u; r["speaker"]="S"; r["role"]="respondent"; r["respondent"]="R" d; r["question"]="q"; r["attr.organisation"]="O" int(d/10); r["attr.side"]=(d%2?"client":"supplier") }
function put( l,k){ l=r[h[1]]; for(k=2;k<=nc;k++) l=l OFS r[h[k]]; print l; rows++ }
