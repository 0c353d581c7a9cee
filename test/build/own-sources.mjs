const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** A source map (ECMA-426) that says nothing but what comes from sources of the package itself: others are not in it when it is installed. */
export function ofOwnSources(map, isOwn) {
  const kept = map.sources.map((source, index) => ({ source, index })).filter(({ source }) => isOwn(source));
  const position = new Map(kept.map(({ index }, at) => [index, at]));
  let [source, line, column, name] = [0, 0, 0, 0];
  let [keptSource, keptLine, keptColumn, keptName] = [0, 0, 0, 0];
  const mappings = map.mappings.split(';').map((segments) => {
    let [generated, keptGenerated] = [0, 0];
    const lines = [];
    for (const segment of segments === '' ? [] : segments.split(',')) {
      const fields = decoded(segment);
      generated += fields[0];
      source += fields[1] ?? 0;
      line += fields[2] ?? 0;
      column += fields[3] ?? 0;
      name += fields[4] ?? 0;
      const out = [generated - keptGenerated];
      keptGenerated = generated;
      const at = fields.length > 1 ? position.get(source) : undefined;
      if (at !== undefined) {
        out.push(at - keptSource, line - keptLine, column - keptColumn);
        [keptSource, keptLine, keptColumn] = [at, line, column];
        if (fields.length > 4) {
          out.push(name - keptName);
          keptName = name;
        }
      }
      lines.push(out.map(encoded).join(''));
    }
    return lines.join(',');
  });
  return { ...map, sources: kept.map((one) => one.source), mappings: mappings.join(';') };
}

function decoded(segment) {
  const fields = [];
  let [value, shift] = [0, 0];
  for (const sign of segment) {
    const digit = DIGITS.indexOf(sign);
    value |= (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    fields.push(value & 1 ? -(value >> 1) : value >> 1);
    [value, shift] = [0, 0];
  }
  return fields;
}

function encoded(field) {
  let rest = field < 0 ? (-field << 1) | 1 : field << 1;
  let text = '';
  do {
    const digit = rest & 31;
    rest >>= 5;
    text += DIGITS[rest > 0 ? digit | 32 : digit];
  } while (rest > 0);
  return text;
}
