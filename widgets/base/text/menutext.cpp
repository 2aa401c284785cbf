// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/text/menutext.h"

#include "models/base/untrusted.h"

namespace wf::widgets {

QString menuText(const QString &text)
{
    return base::visibleText(text, 60).replace(u'&', QStringLiteral("&&"));
}

} // namespace wf::widgets
