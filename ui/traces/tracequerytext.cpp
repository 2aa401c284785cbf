// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/tracequerytext.h"

#include "models/base/clock.h"

#include <QCoreApplication>

#include <array>
#include <cmath>

namespace wf::ui {

base::Result<base::Labels> parseTags(const QString &text)
{
    std::vector<base::Labels::Pair> pairs;
    const auto wrong = [&text] {
        return base::makeError(base::ErrorKind::Invalid,
                               QCoreApplication::translate("Traces", "Write tags as key=value, parted by blanks."),
                               text.left(200));
    };
    qsizetype at = 0;
    while (at < text.size()) {
        if (text[at].isSpace() || text[at] == u',') {
            ++at;
            continue;
        }
        const auto equals = text.indexOf(u'=', at);
        const QString key = text.mid(at, equals - at).trimmed();
        if (equals < 0 || key.isEmpty() || key.contains(u' '))
            return wrong();
        at = equals + 1;
        QString value;
        if (at < text.size() && text[at] == u'"') {
            const auto end = text.indexOf(u'"', at + 1);
            if (end < 0)
                return wrong();
            value = text.mid(at + 1, end - at - 1);
            at = end + 1;
        } else {
            const auto from = at;
            while (at < text.size() && !text[at].isSpace() && text[at] != u',')
                ++at;
            value = text.mid(from, at - from);
        }
        if (value.isEmpty())
            return wrong();
        pairs.emplace_back(key.toStdString(), value.toStdString());
    }
    return base::Labels(std::move(pairs));
}

base::Result<qint64> parseSpanDuration(const QString &text)
{
    struct Unit {
        QLatin1String name;
        double ns;
    };
    static constexpr std::array<Unit, 7> units{Unit{QLatin1String("ns"), 1},      Unit{QLatin1String("us"), 1e3},
                                               Unit{QLatin1String("\265s"), 1e3}, Unit{QLatin1String("ms"), 1e6},
                                               Unit{QLatin1String("min"), 6e10},  Unit{QLatin1String("s"), 1e9},
                                               Unit{QLatin1String("m"), 6e10}};
    QString number = text.trimmed().toLower();
    if (number.isEmpty())
        return qint64(0);
    double factor = 1e6;
    for (const auto &unit : units)
        if (number.endsWith(unit.name)) {
            number.chop(unit.name.size());
            factor = unit.ns;
            break;
        }
    bool ok = false;
    const double value = number.trimmed().toDouble(&ok);
    if (!ok || value < 0 || value * factor > 9e17)
        return base::makeError(base::ErrorKind::Invalid,
                               QCoreApplication::translate("Traces", "Write a duration as 60ms or 1.5s."),
                               text.left(200));
    return static_cast<qint64>(std::llround(value * factor));
}

} // namespace wf::ui
