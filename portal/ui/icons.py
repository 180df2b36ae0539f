"""Our own family of line pictures: 48 × 48, one stroke, a pale wash behind where it helps to recognise the thing.

Life situations, document types, small signs, and the people and things of easy-to-read pages. Colour comes from the text around them.
"""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

DOCUMENT_PICTURES = frozenset(
    {"court", "disability", "doctor", "family", "form", "identity", "income", "property", "receipt"}
)
SHAPES = {
    # Life situations
    "home_heart": '<path class="wash" d="M7 22 24 8l17 14v19H7z"/><path d="M7 22 24 8l17 14v19H7z"/>'
    '<path d="M24 35.5s-8-4.9-8-10.2a4.3 4.3 0 0 1 8-2.2 4.3 4.3 0 0 1 8 2.2c0 5.3-8 10.2-8 10.2z"/>',
    "money": '<rect class="wash" x="4" y="13" width="40" height="23" rx="3"/>'
    '<rect x="4" y="13" width="40" height="23" rx="3"/><circle cx="24" cy="24.5" r="6"/>'
    '<path d="M11 20.5v8M37 20.5v8"/>',
    "wheelchair": '<circle class="wash" cx="20" cy="32" r="11"/><circle cx="20" cy="7" r="3.5"/>'
    '<path d="M20 11v12h11l5 12h4"/><path d="M20 16.500h9"/><path d="M15.5 22A11 11 0 1 0 30.5 35"/>',
    "family": '<circle class="wash" cx="15" cy="12" r="5.5"/><circle cx="15" cy="12" r="5.5"/>'
    '<circle cx="33" cy="12" r="5.5"/><circle cx="24" cy="28" r="4"/>'
    '<path d="M5 40V29a9 9 0 0 1 12.5-8.300M43 40V29a9 9 0 0 0-12.5-8.300M16.5 41v-1a7.5 7.5 0 0 1 15 0v1"/>',
    "house": '<path class="wash" d="M9 20 24 8l15 12v21H9z"/><path d="M5 23 24 8l19 15M9 20v21h30V20"/>'
    '<path d="M20 41V29h8v12"/><path d="M33 15V9h4v9"/>',
    "danger": '<path class="wash" d="M24 6 44 40H4z"/><path d="M24 6 44 40H4z"/><path d="M24 18v11"/>'
    '<circle class="solid" cx="24" cy="34.5" r="1.9"/>',
    "cradle": '<path class="wash" d="M8 21h32l-5 15H13z"/><path d="M8 21h32l-5 15H13z"/>'
    '<path d="M6 41c11 4 25 4 36 0M16 36l-2 6M32 36l2 6M8 21V11a7 7 0 0 1 13-2"/>'
    '<path d="M15 21v-2.500a5 5 0 0 1 10 0V21"/>',
    # Document types
    "doctor": '<path class="wash" d="M10 5h28v38H10z"/><path d="M10 5h28v38H10z"/>'
    '<path d="M24 11v10M19 16h10"/><path d="M16 28h16M16 34h10"/>',
    "income": '<path class="wash" d="M10 5h28v38H10z"/><path d="M10 5h28v38H10z"/>'
    '<path d="M29 12.5a6.5 6.5 0 1 0 0 9.5M17 15.5h9M17 19h9"/><path d="M16 30h16M16 36h10"/>',
    "identity": '<rect class="wash" x="4" y="10" width="40" height="28" rx="3"/>'
    '<rect x="4" y="10" width="40" height="28" rx="3"/><circle cx="15" cy="20" r="4"/>'
    '<path d="M8.5 32a6.5 6.5 0 0 1 13 0M28 18h11M28 24h11M28 30h7"/>',
    "property": '<path class="wash" d="M10 5h28v38H10z"/><path d="M10 5h28v38H10z"/>'
    '<path d="m16 20 8-7 8 7M18 19v8h12v-8"/><path d="M16 33h16M16 38h9"/>',
    "disability": '<path class="wash" d="M10 5h28v38H10z"/><path d="M10 5h28v38H10z"/>'
    '<circle cx="22" cy="11.5" r="2"/><path d="M22 14.500v7h6l3 6"/><path d="M19 20a5.5 5.5 0 1 0 8 7"/>'
    '<path d="M16 38h16"/>',
    "court": '<path class="wash" d="M6 17 24 7l18 10z"/><path d="M6 17 24 7l18 10zM6 41h36M9 36h30"/>'
    '<path d="M13 22v10M24 22v10M35 22v10"/>',
    "receipt": '<path class="wash" d="M11 5h26v38l-4.3-3-4.4 3-4.3-3-4.3 3-4.4-3-4.3 3z"/>'
    '<path d="M11 5h26v38l-4.3-3-4.4 3-4.3-3-4.3 3-4.4-3-4.3 3z"/><path d="M17 14h14M17 21h14M17 28h8"/>',
    "form": '<path class="wash" d="M8 5h26v38H8z"/><path d="M34 17V5H8v38h26v-6"/>'
    '<path d="M14 14h14M14 21h10M14 28h6"/><path d="m24 34 1-5 14-14 4 4-14 14z"/>',
    # Easy to read
    "easy": '<path class="wash" d="M24 16c-5-4-11-5-18-5v27c7 0 13 1 18 5 5-4 11-5 18-5V11c-7 0-13 1-18 5z"/>'
    '<path d="M24 16c-5-4-11-5-18-5v27c7 0 13 1 18 5 5-4 11-5 18-5V11c-7 0-13 1-18 5zM24 16v27"/>'
    '<path d="M11.5 20c3 .2 5.500.8 8 1.800M11.5 28c3 .2 5.500.8 8 1.800"/><path d="m29 27 3.500 3.500L38.500 22"/>',
    "person": '<circle class="wash" cx="24" cy="14" r="8"/><circle cx="24" cy="14" r="8"/>'
    '<path d="M8 43v-3a16 16 0 0 1 32 0v3"/>',
    "helper": '<circle class="wash" cx="15" cy="13" r="6"/><circle cx="15" cy="13" r="6"/>'
    '<circle cx="35" cy="17" r="5"/><path d="M4 43V33a11 11 0 0 1 18.500-8.100L28 31h7"/>'
    '<path d="M28 43v-5a7 7 0 0 1 7-7 8 8 0 0 1 8 8v4"/>',
    "talk": '<path class="wash" d="M4 8h26v18H16l-7 7v-7H4z"/><path d="M4 8h26v18H16l-7 7v-7H4z"/>'
    '<path d="M36 19h8v16h-5v7l-7-7H21v-4M10 14.500h14M10 20h9"/>',
    "doctor_person": '<circle class="wash" cx="24" cy="12" r="7"/><circle cx="24" cy="12" r="7"/>'
    '<path d="M7 43v-4a16 16 0 0 1 11-15.200M41 43v-4a16 16 0 0 0-11-15.200"/>'
    '<path d="M18 24v6a6 6 0 0 0 12 0v-6M24 36v4"/><circle cx="24" cy="42" r="2"/>',
    "letter": '<rect class="wash" x="5" y="18" width="38" height="24" rx="2"/><path d="M12 21V5h24v16M17 11h14M17 16h9"/>'
    '<path d="M5 20v20a2 2 0 0 0 2 2h34a2 2 0 0 0 2-2V20L24 33z"/>',
    "ten_days": '<rect class="wash" x="6" y="10" width="36" height="32" rx="3"/>'
    '<rect x="6" y="10" width="36" height="32" rx="3"/><path d="M6 19h36M15 5v9M33 5v9"/>'
    '<path d="m14 27.500 4-2.500v12"/><rect x="25" y="25" width="9" height="12" rx="4.500"/>',
    "signature": '<path class="wash" d="M8 5h26v38H8z"/><path d="M34 15V5H8v38h26v-9M14 12h14M14 18h10"/>'
    '<path d="M13 36c3-7 5-7 5-3s2 3 3 1 2-1 3 0"/><path d="m26 32 1-4 13-13 4 4-13 13z"/>',
    "bag": '<path class="wash" d="M7 20h34l-3 23H10z"/><path d="M7 20h34l-3 23H10zM16 20v-3M32 20v-3"/>'
    '<path d="M14 20V5h14l6 6v9M28 5v6h6M19 11h4M19 15.500h10"/>',
    "car": '<path class="wash" d="M5 34v-9l6-3 4-9h17l7 9 4 3v9z"/>'
    '<path d="M10 34H5v-9l6-3 4-9h17l7 9 4 3v9h-4M19 34h11M11 22h28M24 13v9"/>'
    '<circle cx="14.500" cy="34" r="4.500"/><circle cx="34.500" cy="34" r="4.500"/><path d="M20 13V8h8v5"/>',
    "help_button": '<circle class="wash" cx="24" cy="31" r="13"/><circle cx="24" cy="31" r="13"/>'
    '<circle cx="24" cy="31" r="6"/><path d="M16 21 10 5M32 21l6-16"/>',
    "care": '<path class="wash" d="M4 24h40v10H4z"/><path d="M4 12v30M4 34h40v8M44 34v-5a5 5 0 0 0-5-5H18v10"/>'
    '<circle cx="11.500" cy="26.500" r="4.500"/><path d="M32 18s-5-3-5-6.300a2.700 2.700 0 0 1 5-1.400 2.700 2.700 0 0 1 5 1.400c0 3.300-5 6.300-5 6.300z"/>',
    "food": '<path class="wash" d="M6 25h36a18 18 0 0 1-36 0z"/><path d="M6 25h36a18 18 0 0 1-36 0zM16 43h16"/>'
    '<path d="M17 19c-3-4 3-6 0-11M25 19c-3-4 3-6 0-11M33 19c-3-4 3-6 0-11"/>',
    "shared_home": '<path class="wash" d="M6 20 24 7l18 13v23H6z"/><path d="M3 22 24 7l21 15M6 20v23h36V20"/>'
    '<circle cx="16" cy="27" r="3.500"/><circle cx="32" cy="27" r="3.500"/><path d="M9.500 43v-2a6.500 6.500 0 0 1 13 0v2M25.500 43v-2a6.500 6.500 0 0 1 13 0v2"/>',
    "together": '<ellipse class="wash" cx="24" cy="28" rx="12" ry="7"/><ellipse cx="24" cy="28" rx="12" ry="7"/><path d="M24 35v8M17 43h14"/>'
    '<circle cx="10" cy="14" r="4.500"/><circle cx="38" cy="14" r="4.500"/><path d="M4 34v-6a6 6 0 0 1 8-5.600M44 34v-6a6 6 0 0 0-8-5.600"/>',
    "yes_no": '<rect class="wash" x="4" y="8" width="18" height="32" rx="3"/><rect x="4" y="8" width="18" height="32" rx="3"/>'
    '<rect x="26" y="8" width="18" height="32" rx="3"/><path d="m8 25 4 4 7-9M30.500 19.500l9 9M39.500 19.500l-9 9"/>',
    "counter": '<path class="wash" d="M4 29h40v13H4z"/><path d="M4 29h40v13H4zM12 29v-2a7 7 0 0 1 14 0v2"/>'
    '<circle cx="19" cy="12" r="6"/><path d="M31 29v-6h9v6M34 17h3"/>',
    # Small signs
    "phone": '<path class="wash" d="M15 6H8a3 3 0 0 0-3 3c0 19 15 34 34 34a3 3 0 0 0 3-3v-7l-9-4-4 5A27 27 0 0 1 14 19l5-4z"/>'
    '<path d="M15 6H8a3 3 0 0 0-3 3c0 19 15 34 34 34a3 3 0 0 0 3-3v-7l-9-4-4 5A27 27 0 0 1 14 19l5-4z"/>',
    "clock": '<circle class="wash" cx="24" cy="24" r="18"/><circle cx="24" cy="24" r="18"/><path d="M24 13v11l8 5"/>',
    "pin": '<path class="wash" d="M24 44S9 29 9 19a15 15 0 0 1 30 0c0 10-15 25-15 25z"/>'
    '<path d="M24 44S9 29 9 19a15 15 0 0 1 30 0c0 10-15 25-15 25z"/><circle cx="24" cy="19" r="5"/>',
    "mail": '<rect class="wash" x="5" y="11" width="38" height="27" rx="3"/>'
    '<rect x="5" y="11" width="38" height="27" rx="3"/><path d="m6 14 18 13 18-13"/>',
    "calendar": '<rect class="wash" x="6" y="10" width="36" height="32" rx="3"/>'
    '<rect x="6" y="10" width="36" height="32" rx="3"/><path d="M6 20h36M15 5v9M33 5v9"/><path d="m17 31 5 5 9-10"/>',
    "search": '<circle class="wash" cx="21" cy="21" r="14"/><circle cx="21" cy="21" r="14"/><path d="m31 31 12 12"/>',
    "check": '<circle class="wash" cx="24" cy="24" r="18"/><circle cx="24" cy="24" r="18"/><path d="m15 25 6 6 12-13"/>',
    "pen": '<path class="wash" d="m8 40 3-11L33 7l8 8-22 22z"/><path d="m8 40 3-11L33 7l8 8-22 22zM28 12l8 8"/>',
    "print": '<path class="wash" d="M5 19h38v16H5z"/><path d="M13 35H5V19h38v16h-8M13 19V6h22v13M13 29h22v13H13z"/>',
    "hands": '<path class="wash" d="M24 20s-9-5.5-9-11a4.7 4.7 0 0 1 9-2 4.7 4.7 0 0 1 9 2c0 5.5-9 11-9 11z"/>'
    '<path d="M24 20s-9-5.5-9-11a4.7 4.7 0 0 1 9-2 4.7 4.7 0 0 1 9 2c0 5.5-9 11-9 11z"/>'
    '<path d="M4 27h7l7 4h7a3 3 0 0 1 0 6h-8M25 36l13-7a3.2 3.2 0 0 1 4 5l-15 8H15l-4-3H4"/>',
}


def svg(name: str, label: str = "") -> SafeString:
    """Return the picture as inline SVG; nothing for "none" and for a name we have not drawn."""
    if name not in SHAPES:
        return mark_safe("")
    shape = mark_safe(SHAPES[name])  # noqa: S308 -- constants of this module
    if label:
        return format_html('<svg class="d-icon" viewBox="0 0 48 48" role="img" aria-label="{}">{}</svg>', label, shape)
    return format_html('<svg class="d-icon" viewBox="0 0 48 48" aria-hidden="true" focusable="false">{}</svg>', shape)


def of_document(name: str) -> str:
    """Return the drawing of a kind of paper: a plain form where it names none we have."""
    return name if name in SHAPES else "form"
