// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/report/report.h"
#include "models/wire/report/pdf/pdfdocument.h"

// Sizes and colours of reports, in points, after the mocks; colours are the light theme's (resources/themes).
namespace wf::wire::look {

inline const PdfColour ink = PdfColour::of(QLatin1String("#14191D"));
inline const PdfColour quiet = PdfColour::of(QLatin1String("#59656E"));
inline const PdfColour faint = PdfColour::of(QLatin1String("#98A3AB"));
inline const PdfColour hairline = PdfColour::of(QLatin1String("#D3DADE"));
inline const PdfColour track = PdfColour::of(QLatin1String("#E7EBEE"));
inline const PdfColour rule = PdfColour::of(QLatin1String("#B7C1C8"));

struct Tone {
    PdfColour text, mark;
};
inline const Tone good{PdfColour::of(QLatin1String("#1D6B41")), PdfColour::of(QLatin1String("#2B8352"))};
inline const Tone attention{PdfColour::of(QLatin1String("#7B5100")), PdfColour::of(QLatin1String("#B47A05"))};
inline const Tone bad{PdfColour::of(QLatin1String("#B0241B")), PdfColour::of(QLatin1String("#CF3A2E"))};
inline const Tone plain{ink, quiet};

[[nodiscard]] inline const Tone &toneOf(signals::ReportTone tone)
{
    return tone == signals::ReportTone::Good        ? good
           : tone == signals::ReportTone::Attention ? attention
           : tone == signals::ReportTone::Bad       ? bad
                                                    : plain;
}
[[nodiscard]] inline const Tone &toneOf(signals::ReportVerdict verdict)
{
    return verdict == signals::ReportVerdict::Met        ? good
           : verdict == signals::ReportVerdict::AtRisk   ? attention
           : verdict == signals::ReportVerdict::Breached ? bad
                                                         : plain;
}

inline const PdfStyle title{PdfFace::SemiBold, 22.6, ink, -18};
inline const PdfStyle overline{PdfFace::Regular, 9.2, quiet};
inline const PdfStyle heading{PdfFace::SemiBold, 11.4, ink, -6};
inline const PdfStyle note{PdfFace::Regular, 7.8, quiet};
inline const PdfStyle small{PdfFace::Regular, 7.4, quiet};
inline const PdfStyle head{PdfFace::Medium, 7.4, quiet};
inline const PdfStyle body{PdfFace::Regular, 8.25, ink};
inline const PdfStyle strong{PdfFace::Medium, 8.3, ink};
inline const PdfStyle bold{PdfFace::SemiBold, 8.4, ink};
inline const PdfStyle lead{PdfFace::Regular, 9.7, ink};
inline const PdfStyle code{PdfFace::Mono, 7, quiet};

[[nodiscard]] inline PdfStyle in(PdfStyle style, PdfColour colour)
{
    style.colour = colour;
    return style;
}

inline constexpr double margin = 50.2;
inline constexpr double top = 47.7;  // the first baseline of later pages
inline constexpr double bottom = 64; // above the foot
inline constexpr double lineStep = 11.6;
inline constexpr double headingGap = 31; // from what is above to the baseline of a heading

} // namespace wf::wire::look
