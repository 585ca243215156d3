package io.belay.plans.schema;
import com.networknt.schema.*;
import io.belay.plans.Golden;
import io.belay.plans.file.*;
import io.belay.plans.problem.*;
import io.belay.plans.read.*;
import java.nio.file.*;
import java.util.*;
import org.junit.jupiter.api.Test;
class DumpTest { @Test void dump() throws Exception { Path d=Files.createDirectories(Path.of("/tmp/schemas"));
 for (FileSchema f: FileSchema.values()) Files.writeString(d.resolve(f.file()), Schemas.text(Schemas.of(f)));
 Files.writeString(d.resolve(Schemas.OF_ALL), Schemas.text(Schemas.ofAll()));
 StringBuilder b=new StringBuilder();
 for (var v: List.of(SpecVersion.VersionFlag.V7, SpecVersion.VersionFlag.V202012)) {
 JsonSchemaFactory fac=JsonSchemaFactory.getInstance(v);
 Map<String,JsonSchema> m=new HashMap<>();
 for (FileSchema f: FileSchema.values()) { var n=Schemas.of(f); n.remove("$schema"); m.put(f.kind(), fac.getSchema(n)); }
 for (String folder: List.of("good","mistakes/plan","mistakes/host","accept","agree","hosts")) for (Path p: Golden.files(folder)) {
   String t=Golden.text(p); Problems pr=new Problems(new Source(p.toString(),t));
   var node=YamlText.read(t,pr);
   if (node.isEmpty() || !(node.get() instanceof Node.MappingNode)) { b.append(v+" "+p+" unreadable "+pr.sorted().stream().map(x->x.code().text()).toList()+"\n"); continue; }
   var json=EditorYaml.json(node.get()); 
   String kind=json.path("kind").asText(); if(!m.containsKey(kind)) kind= folder.endsWith("host")||folder.equals("hosts")?"HostConfiguration":"UpgradePlan";
   var msgs=m.get(kind).validate(json);
   Problems all = kind.equals("HostConfiguration")? HostFile.read(t,p.toString()).problems(): PlanFile.read(t,p.toString(),Map.of()).problems();
   b.append(v+" "+p.toString().replace("src/test/resources/","")+" "+(msgs.isEmpty()?"VALID":"invalid")+" "+all.sorted().stream().map(x->x.code().text().substring(4)).distinct().toList()+" "+msgs.stream().limit(2).map(Object::toString).toList()+"\n");
 } }
 Files.writeString(Path.of("/tmp/schemas/report.txt"), b.toString());
 } }
