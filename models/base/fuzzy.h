// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace wf::base {

// How well a few typed letters name a text. 0 = not at all; higher is better. Letters must appear in order, whatever
// their case; starts of words and runs count more, long texts a little less. Blanks in the pattern part its words.
[[nodiscard]] int fuzzyScore(QStringView pattern, QStringView text);

} // namespace wf::base
