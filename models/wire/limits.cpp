// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/limits.h"

#include <QCoreApplication>

namespace wf::wire {

base::Error tooLarge(Bound bound, std::size_t most)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("wf::wire", text); };
    const auto count = [most] { return QString::number(most); };
    QString detail;
    switch (bound) {
    case Bound::Bytes:
        detail = tr("More than %1 MiB; ask for less").arg(QString::number(most >> 20));
        break;
    case Bound::Depth:
        detail = tr("Nested deeper than %1 levels").arg(count());
        break;
    case Bound::Samples:
        detail = tr("More than %1 samples; choose a shorter range or a larger step").arg(count());
        break;
    case Bound::Series:
        detail = tr("More than %1 series; narrow the selector").arg(count());
        break;
    case Bound::Lines:
        detail = tr("More than %1 log lines; choose a shorter range").arg(count());
        break;
    case Bound::Spans:
        detail = tr("More than %1 spans; ask for fewer traces").arg(count());
        break;
    case Bound::Entries:
        detail = tr("More than %1 entries; narrow the question").arg(count());
        break;
    }
    return base::makeError(base::ErrorKind::TooLarge, tr("The answer is larger than allowed"), detail);
}

base::Error notUnderstood(const QString &what)
{
    return base::makeError(base::ErrorKind::NotUnderstood,
                           QCoreApplication::translate("wf::wire", "The answer was not understood"), what);
}

} // namespace wf::wire
