// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/clockwords.h"

#include "models/base/duration.h"

#include <QCoreApplication>

#include <cmath>

namespace wf::engine {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("wf::engine::Clocks", text);
}

} // namespace

QString skewWords(qint64 skewNs)
{
    if (std::abs(skewNs) <= toldSkewNs)
        return {};
    const QString off = base::humanDuration(std::abs(skewNs) / base::nsPerSecond * base::nsPerSecond);
    return (skewNs > 0 ? say("%1 ahead of this machine") : say("%1 behind this machine")).arg(off);
}

QString skewSentence(const QString &name, qint64 skewNs)
{
    const QString words = skewWords(skewNs);
    return words.isEmpty() ? QString() : say("The clock of %1 is %2").arg(name, words);
}

} // namespace wf::engine
