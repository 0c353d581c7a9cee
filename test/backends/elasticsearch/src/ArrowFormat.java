package org.elasticsearch.xpack.esql.arrow;

import java.util.Map;
import java.util.Set;
import org.elasticsearch.xcontent.MediaType;

/** Stands in for a class of a module that no registry has; ES|QL only asks it for its names. */
public class ArrowFormat implements MediaType {
  public static final ArrowFormat INSTANCE = new ArrowFormat();

  public String queryParameter() {
    return "arrow";
  }

  public Set<HeaderValue> headerValues() {
    return Set.of(new HeaderValue("application/vnd.apache.arrow.stream", Map.of()));
  }
}
