// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/text/safetext.h"

#include "models/base/untrusted.h"

#include <QWidget>

namespace wf::widgets {

QString plainTip(const QString &text)
{
    if (text.isEmpty())
        return {};
    return QStringLiteral("<qt style=\"white-space:pre-wrap\">") +
           base::visibleText(text, 2000).toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")) +
           QStringLiteral("</qt>");
}

void setPlainToolTip(QWidget *widget, const QString &text)
{
    widget->setToolTip(plainTip(text));
}

QString chartText(const QString &text)
{
    return base::visibleText(text, 200).toHtmlEscaped();
}

} // namespace wf::widgets
