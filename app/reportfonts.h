// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/report/render.h"

namespace wf::app {

// The bundled fonts that reports in PDF embed. Any thread.
[[nodiscard]] wire::PdfFontFiles reportFonts();

} // namespace wf::app
