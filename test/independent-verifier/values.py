"""The signed form V of OTLP/JSON values (SPEC.md section 3) and digests of them (section 5)."""

import math
import re
from hashlib import sha256

from encoding import canonical_text, from_base64, require, to_base64, to_base64url

LARGEST_INTEGER = 2**53 - 1


def number_text(number: float) -> str:
    """ECMAScript's Number::toString: Python's digits are the same shortest ones, only set differently."""
    if number == 0:
        return "0"
    sign = "-" if number < 0 else ""
    mantissa, exponent = f"{abs(number)!r}".partition("e")[::2]
    whole, _, fraction = mantissa.partition(".")
    point = len(whole) + int(exponent or 0)
    digits = (whole + fraction).lstrip("0")
    point -= len(whole + fraction) - len(digits)
    digits = digits.rstrip("0")
    if 0 < point <= 21:
        text = digits.ljust(point, "0") if len(digits) <= point else f"{digits[:point]}.{digits[point:]}"
    elif -6 < point <= 0:
        text = "0." + "0" * -point + digits
    else:
        rest = "." + digits[1:] if len(digits) > 1 else ""
        text = f"{digits[0]}{rest}e{'+' if point > 0 else '-'}{abs(point - 1)}"
    return sign + text


def signed_form(value: object) -> object:
    """V of an OTLP/JSON AnyValue; a value that has none is refused."""
    require(isinstance(value, dict) and len(value) == 1, "value")
    [(kind, content)] = value.items()
    if kind == "stringValue":
        require(isinstance(content, str), kind)
        return "s:" + content
    if kind == "boolValue":
        require(isinstance(content, bool), kind)
        return "b:true" if content else "b:false"
    if kind == "intValue":
        require(isinstance(content, (int, str)) and not isinstance(content, bool), kind)
        require(re.fullmatch(r"0|-?[1-9][0-9]{0,18}", str(content), re.ASCII), kind)
        require(abs(int(content)) <= LARGEST_INTEGER, kind)
        return f"i:{int(content)}"
    if kind == "doubleValue":
        require(isinstance(content, (int, float)) and not isinstance(content, bool), kind)
        require(math.isfinite(float(content)), kind)
        return "d:" + number_text(float(content))
    if kind == "bytesValue":
        require(isinstance(content, str), kind)
        return "x:" + to_base64(from_base64(content))
    require(kind in ("arrayValue", "kvlistValue") and isinstance(content, dict), "unknown value")
    values = content.get("values") or []
    require(isinstance(values, list), kind)
    if kind == "arrayValue":
        return {"a": {str(index): signed_form(item) for index, item in enumerate(values)}}
    return {"m": signed_map(values)}


def signed_map(attributes: list[dict]) -> dict[str, object]:
    names = [attribute.get("key") for attribute in attributes]
    require(all(isinstance(name, str) for name in names) and len(set(names)) == len(names), "names")
    return {name: signed_form(attribute.get("value")) for name, attribute in zip(names, attributes)}


def salted_digest(salt: str, text: str) -> str:
    return to_base64url(sha256(salt.encode() + b"\0" + text.encode()).digest())


def digest_of(salt: str, signed: object) -> str:
    text = canonical_text(signed)
    return f"h:{len(text)}:{salted_digest(salt, text)}"


def shows(value: object, signed: object, salt: str) -> bool:
    """Whether a shown value is the signed one, or the one of which only a digest was signed."""
    try:
        form = signed_form(value)
        if isinstance(signed, str) and signed.startswith("h:"):
            return digest_of(salt, form) == signed
        return form == signed
    except (ValueError, RecursionError):
        return False
