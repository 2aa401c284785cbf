// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/rules/defaults/defaultrules.h"

#include <QFile>

namespace wf::station {

QByteArray defaultRules()
{
    QFile file(QStringLiteral(":/station/rules/machine.rules.yml"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace wf::station
