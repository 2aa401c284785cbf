// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/text/safetext.h"

#include "models/base/untrusted.h"

#include <QWidget>

namespace wf::widgets {

namespace {
constexpr qsizetype mostShown = 2000;
}

QString plainTip(const QString &text)
{
    if (text.isEmpty())
        return {};
    QStringList lines; // made visible one by one: else the breaks would be as well
    for (const QString &line : text.left(mostShown).split(u'\n'))
        lines << base::visibleText(line, mostShown).toHtmlEscaped();
    return QStringLiteral("<qt style=\"white-space:pre-wrap\">") + lines.join(QStringLiteral("<br>")) +
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
