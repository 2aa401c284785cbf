// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace wf::engine {

// Lines that go and come, with those around them: the fewest, unless thousands differ. Pure.
struct DiffLine {
    enum class Kind { Same, Gone, Come };
    Kind kind = Kind::Same;
    int line = 0; // of the old text, or of the new one where it came
    QString text;
};
[[nodiscard]] std::vector<DiffLine> lineDiff(const QByteArray &before, const QByteArray &after, int around = 2);

} // namespace wf::engine
