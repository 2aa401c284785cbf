// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

// What differs between two texts, line by line. Pure; any thread.
namespace wf::base {

struct DiffLine {
    enum class Kind { Same, Gone, Come };
    Kind kind = Kind::Same;
    int before = 0; // number of the line in the old text, from 1; 0: it is not in it
    int after = 0;  // likewise in the new one
    QString text;
    friend bool operator==(const DiffLine &, const DiffLine &) = default;
};
// Lines that go and come, with `around` of those on both sides: the fewest, unless thousands differ. Ends of lines
// count: a line that only lost its carriage return goes and comes.
[[nodiscard]] std::vector<DiffLine> lineDiff(const QByteArray &before, const QByteArray &after, int around = 2);

// The same as `diff -u` prints it, with these names in its head, for patch(1); empty when nothing differs.
[[nodiscard]] QByteArray unifiedDiff(const QByteArray &before, const QByteArray &after, const QString &beforeName,
                                     const QString &afterName, int around = 3);

} // namespace wf::base
