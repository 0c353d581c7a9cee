"""What Loki and Elasticsearch show against what was signed (SPEC.md section 11): the first field that differs, or None."""

import json
import re
import struct
from datetime import datetime, timezone

from display import forbidden, joined, member_paths
from encoding import canonical_text, from_base64, to_base64
from values import number_text, salted_digest

OF_LOKI = set(
    """detected_level observed_timestamp scope_name scope_version scope_dropped_attributes_count __stream_shard__
    __error__ __error_details__ service_name service_namespace service_instance_id""".split()
)
LOKI_FIELDS = {
    "severity_number": ("severity", "severityNumber"), "severity_text": ("severity_text", "severityText"),
    "trace_id": ("trace", "traceId"), "span_id": ("span", "spanId"), "flags": ("flags", "flags"),
    "dropped_attributes_count": ("dropped", "droppedAttributesCount"),
}  # fmt: skip
SEAL = {"audit.payload": None, "audit.sequence.number": "sequence", "audit.sequence.stream_id": "stream",
        "audit.time": "time", "event.name": "event"}  # fmt: skip
IDENTITY = {"service.name": "service", "service.namespace": "namespace", "service.instance.id": "instance"}


def label(name: str) -> str:
    if re.fullmatch(r"__.*__", name, re.DOTALL):
        return name
    spelled = joined(name)
    return "key_" + spelled if spelled[:1].isdigit() and spelled[0].isascii() else spelled


def _json_says(signed: object, shown: object) -> bool:
    if isinstance(signed, str):
        kind, text = signed[0], signed[2:]
        if kind in "sx":
            return shown == (text.replace("\ufffd", " ") if kind == "s" else text)
        if kind == "b":
            return isinstance(shown, bool) and shown == (text == "true")
        return isinstance(shown, (int, float)) and not isinstance(shown, bool) and number_text(float(shown)) == text
    [(kind, members)] = signed.items()
    if kind == "a":
        there = {str(at): item for at, item in enumerate(shown)} if isinstance(shown, list) else None
    else:
        members = {name.replace("\ufffd", " "): member for name, member in members.items()}
        there = shown if isinstance(shown, dict) else None
    return there is not None and there.keys() == members.keys() and all(_json_says(members[n], there[n]) for n in members)


def _form_of_json(value: object) -> object:
    if isinstance(value, bool):
        return "b:true" if value else "b:false"
    if isinstance(value, (int, float)):
        return ("i:" if float(value).is_integer() else "d:") + number_text(float(value))
    if isinstance(value, list):
        return {"a": {str(at): _form_of_json(item) for at, item in enumerate(value)}}
    if isinstance(value, dict):
        return {"m": {name: _form_of_json(member) for name, member in value.items()}}
    if isinstance(value, str):
        return "s:" + value
    raise ValueError("null")


def _has_digest(digest: str, salt: str, forms: list[object]) -> bool:
    texts = [canonical_text(form) for form in forms]
    return any(digest == f"h:{len(text)}:{salted_digest(salt, text)}" for text in texts)


def _loki_shows(signed: object, salt: str, text: str, line: bool = False) -> bool:
    if isinstance(signed, str) and signed.startswith("h:"):
        forms: list[object] = ["s:" + text, "x:" + text]
        try:
            forms.append(_form_of_json(json.loads(text)))
        except ValueError:
            pass
        return _has_digest(signed, salt, forms)
    if isinstance(signed, str):
        wanted = signed[2:]
        return text == (wanted.replace("\ufffd", " ") if signed[0] == "s" and not line else wanted)
    try:
        return _json_says(signed, json.loads(text))
    except ValueError:
        return False


def _loki_leaves(path: str, signed: object) -> list[tuple[str, object]]:
    if isinstance(signed, dict) and "m" in signed:
        return [leaf for name in signed["m"] for leaf in _loki_leaves(f"{path}_{name}", signed["m"][name])]
    return [(path, signed)]


def loki_difference(says: dict, payload: str, entry: dict, vocabulary: list[str]) -> str | None:
    left = dict(entry["structuredMetadata"])
    if entry["timestamp"] != says["event_time"]:
        return "timeUnixNano"
    for name, (member, what) in LOKI_FIELDS.items():
        if left.pop(name, "") != says.get(member, ""):
            return what
    body = says.get("body")
    if not (_loki_shows(body, says["salt"], entry["line"], True) if body is not None else entry["line"] == ""):
        return "body"
    named = {label(path): value for name, signed in says.get("attributes", {}).items() for path, value in _loki_leaves(name, signed)}
    for name, signed in says.get("attributes", {}).items():
        for path, value in _loki_leaves(name, signed):
            if not _loki_shows(value, says["salt"], left.pop(label(path), "")):
                return path
    if "rest" in says:
        return "rest"
    for name, member in SEAL.items():
        if left.pop(label(name), "") != (payload if member is None else says.get(member, "")):
            return name
    for name, member in IDENTITY.items():
        shown = {where[label(name)] for where in (entry["labels"], entry["structuredMetadata"]) if label(name) in where}
        if member in says and shown != {says[member]}:
            return name
    known = {joined(word) for word in vocabulary}
    others = [name for name in [*left, *entry["labels"]] if name not in OF_LOKI]
    return next((name for name in others if forbidden(name, known) or _takes_place(name, entry, named, says["salt"])), None)


def _takes_place(name: str, entry: dict, named: dict[str, object], salt: str) -> bool:
    return name in entry["labels"] and name in named and not _loki_shows(named[name], salt, entry["labels"][name])


Scalars = dict[str, list[object]]


def _flattened(part: object, path: str = "", found: Scalars | None = None) -> Scalars:
    found = {} if found is None else found
    if isinstance(part, dict):
        for name, member in part.items():
            _flattened(member, f"{path}.{name}" if path else name, found)
    elif isinstance(part, list):
        for item in part:
            _flattened(item, path, found)
    elif part is not None and path:
        found.setdefault(path, []).append(part)
    return found


def _single(text: str) -> float:
    return struct.unpack("f", struct.pack("f", float(text)))[0]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return number_text(float(value)) if isinstance(value, (int, float)) else str(value)


def _scalar(signed: str, shown: object, typed: bool = True) -> bool:
    kind, text = signed[0], signed[2:]
    is_number = isinstance(shown, (int, float)) and not isinstance(shown, bool)
    if kind == "s":
        return shown == text
    if kind == "x":
        return isinstance(shown, str) and shown == _hex(text)
    if kind == "b":
        return (isinstance(shown, bool) or not typed) and _text(shown) == text
    if kind == "i":
        return (is_number or not typed) and _text(shown) == text
    try:
        return (is_number or not typed) and _single(_text(shown)) == _single(text)
    except ValueError:
        return False


def _hex(base64: str) -> str:
    return from_base64(base64).hex()


def _wanted(signed: object, path: str, found: dict[str, list[str]]) -> dict[str, list[str]]:
    if isinstance(signed, str):
        found.setdefault(path, []).append(signed)
    else:
        [(kind, members)] = signed.items()
        for name, member in members.items():
            _wanted(member, f"{path}.{name}" if kind == "m" else path, found)
    return found


def _is_digest(signed: object) -> bool:
    return isinstance(signed, str) and signed.startswith("h:")


def _document_shows(signed: object, salt: str, path: str, shown: Scalars, raw: object) -> bool:
    values = shown.get(path, [])
    if _is_digest(signed):
        if len(values) == 1 and isinstance(values[0], str):
            forms: list[object] = ["s:" + values[0]]
            if re.fullmatch(r"([0-9a-f]{2})+", values[0]):
                forms.append("x:" + to_base64(bytes.fromhex(values[0])))
            if _has_digest(signed, salt, forms):
                return True
        looked = _flattened({path: raw})
        return (
            raw is not None
            and _has_digest(signed, salt, [_form_of_json(raw)])
            and all(len(shown.get(at, [])) == len(there) for at, there in looked.items())
        )
    if isinstance(signed, str):
        return len(values) == 1 and _scalar(signed, values[0])
    return all(
        all(any(_scalar(s, v, at == path) for v in shown.get(at, [])) for s in signs)
        and all(any(_scalar(s, v, at == path) for s in signs) for v in shown.get(at, []))
        for at, signs in {path: [], **_wanted(signed, path, {})}.items()
    )


def _paths(signed: object, path: str, raw: object) -> set[str]:
    return {path, *(_flattened({path: raw}) if _is_digest(signed) else _wanted(signed, path, {}))}


def _holds_map(signed: object, raw: object) -> bool:
    if _is_digest(signed):
        return isinstance(raw, dict) or isinstance(raw, list) and any(_holds_map(signed, item) for item in raw)
    if isinstance(signed, str):
        return False
    [(kind, members)] = signed.items()
    return kind == "m" or any(_holds_map(member, None) for member in members.values())


def _overfilled(signed: dict, shown: Scalars, document: dict) -> set[str]:
    """Signed maps, and lists with maps in them, with something below them that nobody signed."""
    closed = [name for name, value in signed.items() if _holds_map(value, document.get(name))]
    known = {*SEAL, *(path for name, value in signed.items() for path in _paths(value, name, document.get(name)))}
    return {name for name in closed for path in shown if path.startswith(name + ".") and path not in known}


def _milliseconds(shown: object) -> str | None:
    text = _text(shown) if isinstance(shown, (int, float)) else str(shown)
    if match := re.fullmatch(r"(\d{1,16})(\.\d*)?", text, re.ASCII):
        return match[1]
    if match := re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z", text, re.ASCII):
        second = datetime.fromisoformat(match[1]).replace(tzinfo=timezone.utc).timestamp()
        return f"{int(second)}{(match[2] or '').ljust(3, '0')[:3]}"
    return None


def _document_fields(says: dict, document: dict) -> str | None:
    def text(name: str) -> str:
        return _text(document.get(name) or "")

    if text("event_name") not in ("", says.get("event", "")):
        return "eventName"
    if _milliseconds(document.get("@timestamp")) != says["event_time"][:-6]:
        return "timeUnixNano"
    for name, (member, what) in LOKI_FIELDS.items():
        if name != "flags" and text(name).lower() != says.get(member, "").lower():
            return what
    return None if _document_body(says, document.get("body")) else "body"


def _document_body(says: dict, body: object) -> bool:
    signed, shown = says.get("body"), body if isinstance(body, dict) else {}
    if signed is None:
        return not shown.get("text")
    if isinstance(signed, str) and signed[0] != "h":
        wanted = _hex(signed[2:]) if signed[0] == "x" else signed[2:]
        return "structured" not in shown and _text(shown.get("text", "")) == wanted
    value = shown.get("text", shown.get("structured"))
    if isinstance(signed, dict) and "a" in signed and "text" not in shown:
        value = (shown.get("structured") or {}).get("value")
    parts = _flattened({"body": value})
    is_whole = not _overfilled({"body": signed}, parts, {"body": value})
    return is_whole and _document_shows(signed, says["salt"], "body", parts, value)


def _take_coordinates_apart(signed: dict, left: Scalars) -> None:
    for latitude, lat in signed.items():
        match = re.fullmatch(r"((?:.*\.)?geo\.location)\.lat", latitude, re.DOTALL)
        if not match:
            continue
        merged, longitude = match[1], match[1] + ".lon"
        lon, shown = signed.get(longitude), left.get(merged, [])
        doubles = all(isinstance(one, str) and one.startswith("d:") for one in (lat, lon))
        if not doubles or merged in signed or latitude in left or longitude in left or len(shown) not in (1, 2):
            continue
        first, second = shown[0], shown[-1]
        turned = _scalar(lat, first) and _scalar(lon, second)
        del left[merged]
        left[latitude], left[longitude] = ([first], [second]) if turned else ([second], [first])


def document_difference(says: dict, payload: str, document: dict, vocabulary: list[str]) -> str | None:
    what = _document_fields(says, document)
    if what is not None:
        return what
    attributes = document.get("attributes")
    left = _flattened(attributes)
    _take_coordinates_apart(says.get("attributes", {}), left)
    raw = attributes if isinstance(attributes, dict) else {}
    filled = _overfilled(says.get("attributes", {}), left, raw)
    for name, signed in says.get("attributes", {}).items():
        if name in filled or not _document_shows(signed, says["salt"], name, left, raw.get(name)):
            return name
        for path in _paths(signed, name, raw.get(name)):
            left.pop(path, None)
    if "rest" in says:
        return "rest"
    for name, member in SEAL.items():
        wanted = payload if member is None else says.get(member)
        kind = "i:" if name == "audit.sequence.number" else "s:"
        if wanted is not None and not _document_shows(kind + wanted, "", name, left, None):
            return name
        if wanted is not None:
            left.pop(name)
    resource = _flattened((document.get("resource") or {}).get("attributes"))
    for name, member in IDENTITY.items():
        if member in says and not _document_shows("s:" + says[member], "", name, resource, None):
            return name
    scope = _flattened((document.get("scope") or {}).get("attributes"))
    members = """observed_timestamp data_stream scope resource @timestamp severity_text severity_number trace_id span_id
        attributes dropped_attributes_count event_name body""".split()
    others = [*left, *(n for n in [*resource, *scope] if n not in IDENTITY), *(n for n in document if n not in members)]
    known = {joined(word) for word in vocabulary}
    names = {joined(path) for name, signed in says.get("attributes", {}).items() for path in member_paths(name, signed)}
    return next((name for name in others if forbidden(name, known) or joined(name) in names), None)
