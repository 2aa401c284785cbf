// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/html/htmlbuilder.h"
#include "models/wire/markdown/markdown.h"
#include "models/wire/report/pdf/pdfflow.h"

// What people wrote, on both kinds of paper.
namespace wf::wire {

void addBlocks(HtmlBuilder &html, const std::vector<MarkdownBlock> &blocks);
void drawBlocks(PdfFlow &flow, const std::vector<MarkdownBlock> &blocks);

} // namespace wf::wire
