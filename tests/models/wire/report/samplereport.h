// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/report/report.h"
#include "models/wire/report/pdf/pdfdocument.h"

namespace wf::test {

// The report of the mock: Halcyon for Fernhill Outdoor, 1 to 14 May 2026.
[[nodiscard]] signals::Report sampleReport();
// The bundled fonts; wf_resources must be linked.
[[nodiscard]] wire::PdfFontFiles bundledFonts();

} // namespace wf::test
