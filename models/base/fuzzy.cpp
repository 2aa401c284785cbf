// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/fuzzy.h"

#include <algorithm>

namespace wf::base {

int fuzzyScore(QStringView pattern, QStringView text)
{
    int score = 1;
    qsizetype at = 0;
    bool run = false;
    for (const QChar c : pattern) {
        if (c.isSpace()) {
            run = false;
            continue;
        }
        const qsizetype found = text.indexOf(c, at, Qt::CaseInsensitive);
        if (found < 0)
            return 0;
        const bool wordStart = found == 0 || !text.at(found - 1).isLetterOrNumber();
        score += wordStart ? 12 : (run && found == at) ? 8 : 1;
        score -= static_cast<int>(std::min<qsizetype>(found - at, 4));
        at = found + 1;
        run = true;
    }
    return std::max(1, score * 16 - static_cast<int>(std::min<qsizetype>(text.size(), 60)));
}

} // namespace wf::base
