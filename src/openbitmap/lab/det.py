"""The DET chart as SVG: false match rate across, false non-match rate up, both on the scale of the normal deviate.

Colours are those of Okabe and Ito (told apart with any colour vision); each line has its own dashes as well, so
that print in grey still reads."""

from collections.abc import Mapping
from html import escape

from scipy.special import ndtri

from openbitmap.lab.rates import Curve

WIDTH, HEIGHT = 760, 620
LEFT, TOP, SIDE = 96, 56, 500
LEAST, MOST = 1e-5, 0.5
TICKS = (
    (1e-5, "0.001 %"),
    (1e-4, "0.01 %"),
    (1e-3, "0.1 %"),
    (1e-2, "1 %"),
    (0.05, "5 %"),
    (0.2, "20 %"),
    (0.5, "50 %"),
)
STROKES = (
    ("#000000", ""),
    ("#0072B2", "9 4"),
    ("#D55E00", "3 3"),
    ("#009E73", "12 3 3 3"),
    ("#CC79A7", "6 2"),
    ("#E69F00", "2 5"),
    ("#56B4E9", "14 4"),
)


def det_svg(title: str, curves: Mapping[str, Curve]) -> str:
    """A chart of the curves, the first one in black and solid; text in it stays text, for search and screen
    readers."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="13">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="30" font-size="17" font-weight="600">{escape(title)}</text>',
        *_grid(),
    ]
    for n, (name, curve) in enumerate(curves.items()):
        parts += _line(n, name, curve)
    parts.append("</svg>")
    return "\n".join(parts) + "\n"


def _place(rate: float) -> float:
    """Pixels from the low end of an axis."""
    low, high = ndtri(LEAST), ndtri(MOST)
    return float((ndtri(min(max(rate, LEAST), MOST)) - low) / (high - low) * SIDE)


def _grid() -> list[str]:
    parts = [f'<rect x="{LEFT}" y="{TOP}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#333333"/>']
    for rate, label in TICKS:
        x, y = LEFT + _place(rate), TOP + SIDE - _place(rate)
        parts += [
            f'<path d="M{x:.1f} {TOP}V{TOP + SIDE}M{LEFT} {y:.1f}H{LEFT + SIDE}" stroke="#d0d0d0" fill="none"/>',
            f'<text x="{x:.1f}" y="{TOP + SIDE + 20}" text-anchor="middle">{label}</text>',
            f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{label}</text>',
        ]
    middle = TOP + SIDE / 2
    return [
        *parts,
        f'<path d="M{LEFT} {TOP + SIDE}L{LEFT + SIDE} {TOP}" stroke="#999999" stroke-dasharray="2 4" fill="none"/>',
        f'<text x="{LEFT + SIDE / 2}" y="{TOP + SIDE + 44}" text-anchor="middle">False match rate</text>',
        f'<text x="22" y="{middle}" text-anchor="middle" transform="rotate(-90 22 {middle})">'
        "False non-match rate</text>",
    ]


def _line(number: int, name: str, curve: Curve) -> list[str]:
    colour, dashes = STROKES[number % len(STROKES)]
    points = list(zip(curve.fmr.tolist(), curve.fnmr.tolist(), strict=True))
    # Along a step only its two ends are drawn.
    inner = [b for a, b, c in zip(points, points[1:], points[2:], strict=False) if not a[1] == b[1] == c[1]]
    kept = [points[0], *inner, points[-1]]
    path = "L".join(f"{LEFT + _place(fmr):.1f} {TOP + SIDE - _place(fnmr):.1f}" for fmr, fnmr in kept)
    y = TOP + 14 + 40 * number
    x = LEFT + SIDE + 18
    stroke = f'stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}" fill="none"'
    return [
        f'<path d="M{path}" {stroke}><title>{escape(name)}</title></path>',
        f'<path d="M{x} {y - 4}h30" {stroke}/>',
        f'<text x="{x + 38}" y="{y}">{escape(name)}</text>',
        f'<text x="{x + 38}" y="{y + 16}" fill="#555555">EER {100 * curve.equal_error_rate:.2f} %</text>',
    ]
