// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QLocale>

#include <map>

namespace wf::tests {

// One sample of OpenMetrics; the shortest number that reads back as the value.
inline void putSample(QByteArray &into, const QByteArray &series, qint64 timeMs, double value)
{
    into += series + ' ' + QByteArray::number(value, 'g', QLocale::FloatingPointShortest) + ' ' +
            QByteArray::number(static_cast<double>(timeMs) / 1000, 'f', 3) + '\n';
}

// The past of metrics as OpenMetrics text, which promtool makes blocks of. Samples of a series in the order of time.
class OpenMetricsPast {
public:
    // "queue_depth" and "{service=\"cart\"}".
    void put(const char *name, const QByteArray &labels, qint64 timeMs, double value)
    {
        putSample(m_lines[name], name + labels, timeMs, value);
    }
    // Names that end in "_total" are counters, all others gauges.
    [[nodiscard]] QByteArray text() const
    {
        QByteArray out;
        for (const auto &[name, lines] : m_lines)
            out += typeLine(name) + lines;
        return out + "# EOF\n";
    }
    [[nodiscard]] static QByteArray typeLine(const QByteArray &name)
    {
        const bool isCounter = name.endsWith("_total");
        return "# TYPE " + (isCounter ? name.chopped(6) : name) + (isCounter ? " counter\n" : " gauge\n");
    }

private:
    std::map<QByteArray, QByteArray> m_lines;
};

} // namespace wf::tests
