// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/statuspage/sitestyle_p.h"

namespace wf::wire {

QString siteStyle()
{
    return QStringLiteral(R"css(
:root{color-scheme:light dark;--bg:#F0F2F4;--panel:#FFFFFF;--ink:#14191D;--quiet:#59656E;--line:#D3DADE;--link:#0A6175;--none:#1D6B41;--minor:#7B5100;--major:#B0241B;--critical:#B0241B;--maintenance:#2C52B5;--unknown:#525E67;--none-m:#2B8352;--minor-m:#B47A05;--major-m:#CF3A2E;--critical-m:#CF3A2E;--maintenance-m:#476FD0;--unknown-m:#75818A}
@media (prefers-color-scheme:dark){:root{--bg:#111518;--panel:#161B1F;--ink:#E3E8EB;--quiet:#929DA6;--line:#2A3238;--link:#6FC6D8;--none:#74C293;--minor:#E8B654;--major:#FF8577;--critical:#FF8577;--maintenance:#94B4F7;--unknown:#A3ADB5;--none-m:#58A879;--minor-m:#DDA138;--major-m:#F2604F;--critical-m:#F2604F;--maintenance-m:#7398E6;--unknown-m:#7E8992}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.5 "Watchfloor Sans",Inter,system-ui,-apple-system,"Segoe UI",sans-serif;font-variant-numeric:tabular-nums}
header,main,footer{max-width:820px;margin:0 auto;padding:0 20px}
header{display:flex;align-items:baseline;justify-content:space-between;gap:16px;padding-top:28px}
.brand{font-weight:600;font-size:18px;margin:0;border-left:4px solid var(--brand);padding-left:10px}
nav a,footer a{margin-left:14px}footer a:first-child{margin-left:0}
a{color:var(--link)}a:focus-visible,summary:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-9999px}.skip:focus{left:8px;top:8px;background:var(--panel);padding:6px 10px}
h1{font-size:26px;margin:36px 0 12px;letter-spacing:-.01em}
h2{font-size:19px;margin:40px 0 10px}
h3{font-size:16px;margin:0;font-weight:500}
.headline{display:flex;align-items:center;gap:12px;margin:0;padding:18px 20px;border:1px solid var(--line);border-left:5px solid currentColor;border-radius:6px;background:var(--panel);font-size:20px;font-weight:500}
.mark{width:14px;height:14px;fill:currentColor;stroke:currentColor;flex:none}.headline .mark{width:20px;height:20px}
.state{display:inline-flex;vertical-align:bottom;align-items:center;gap:6px;font-size:14px;font-weight:500}
.s-none{color:var(--none)}.s-minor{color:var(--minor)}.s-major{color:var(--major)}.s-critical{color:var(--critical)}.s-maintenance{color:var(--maintenance)}.s-unknown{color:var(--unknown)}
rect.s-none{fill:var(--none-m)}rect.s-minor{fill:var(--minor-m)}rect.s-major{fill:var(--major-m)}rect.s-critical{fill:var(--critical-m)}rect.s-maintenance{fill:var(--maintenance-m)}rect.s-unknown{fill:var(--unknown-m)}
.group{font-weight:600;margin:18px 0 6px}
.components{list-style:none;margin:0;padding:0;background:var(--panel);border:1px solid var(--line);border-radius:6px}
.component{padding:16px 20px}.component+.component{border-top:1px solid var(--line)}
.line{display:flex;justify-content:space-between;gap:12px;flex-wrap:wrap}
.bars{width:100%;height:34px;display:block;margin-top:10px}
.scale{display:flex;justify-content:space-between;font-size:13px;color:var(--quiet);margin:4px 0 0}
.quiet{color:var(--quiet);font-size:14px;margin:2px 0}
details{font-size:14px;margin-top:6px}summary{cursor:pointer;color:var(--link)}
.incident{background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:16px 20px;margin:10px 0}
.incident:target{border-color:var(--link)}
.updates{list-style:none;padding:0;margin:10px 0 0}.updates li{margin-top:10px;overflow-wrap:anywhere}
footer{border-top:1px solid var(--line);margin-top:48px;padding:14px 20px 40px;font-size:14px;color:var(--quiet)}
@media (forced-colors:active){rect{fill:CanvasText}rect.s-none{fill:GrayText}}
)css");
}

} // namespace wf::wire
