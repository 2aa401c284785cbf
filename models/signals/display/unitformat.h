// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace wf::signals {

// A value as Grafana would write it: "CN¥", "1.46", " MiB".
struct UnitText {
    QString prefix, text, suffix;
    [[nodiscard]] QString whole() const { return prefix + text + suffix; }
    friend bool operator==(const UnitText &, const UnitText &) = default;
};

// Writes a number by one of Grafana's unit identifiers (@grafana/data, valueFormats): "bytes", "s", "percentunit",
// "currencyEUR", "dateTimeAsIso" … also "prefix:x", "suffix:x", "time:YYYY", "si:mF", "count:req", "currency:x",
// "bool:up/down". An unknown identifier is a suffix. `decimals` absent: about three significant digits. `nowMs` and the
// zone (IANA; empty = local) are for dates. NaN and infinities are said so.
[[nodiscard]] UnitText formatUnit(const QString &id, double value, std::optional<int> decimals = {}, qint64 nowMs = 0,
                                  const QString &zone = {});
// Whether a unit counts in powers of two: "bytes", "binBps".
[[nodiscard]] bool countsInPowersOfTwo(const QString &id);

// All identifiers there are, for completion and tests.
[[nodiscard]] QStringList unitIds();
[[nodiscard]] bool isKnownUnit(const QString &id);

// As JavaScript's toFixed of Grafana does it: `decimals` digits, or as many as the size asks for.
[[nodiscard]] QString fixedText(double value, std::optional<int> decimals);
// Moment's format letters (YYYY MM DD HH mm ss SSS …) of a moment.
[[nodiscard]] QString momentText(qint64 ms, const QString &format, const QString &zone);

} // namespace wf::signals
