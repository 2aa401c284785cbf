// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/codelook.h"

#include "widgets/base/theme.h"

#include <QPainter>
#include <QWidget>

namespace wf::widgets {

using signals::SyntaxKind;

QColor syntaxColor(SyntaxKind kind, const Theme &theme)
{
    switch (kind) {
    case SyntaxKind::Keyword:
        return theme.syntax.keyword;
    case SyntaxKind::Function:
        return theme.syntax.function;
    case SyntaxKind::String:
        return theme.syntax.string;
    case SyntaxKind::Number:
        return theme.syntax.number;
    case SyntaxKind::Label:
        return theme.syntax.label;
    case SyntaxKind::Operator:
        return theme.syntax.op;
    case SyntaxKind::Comment:
        return theme.syntax.comment;
    case SyntaxKind::Error:
        return theme.syntax.error;
    case SyntaxKind::Plain:
        break;
    }
    return theme.text.primary;
}

void paintCodeField(QWidget &edit, bool isFocused, bool isWrong)
{
    const Theme &t = Theme::of(&edit);
    QPainter p(&edit);
    p.setRenderHint(QPainter::Antialiasing);
    p.setBrush(t.surface.input);
    p.setPen(QPen(isFocused ? t.line.focus : isWrong ? t.critical.mark : t.line.strong, isFocused ? 2 : 1));
    const double inset = isFocused ? 1 : 0.5;
    p.drawRoundedRect(QRectF(edit.rect()).adjusted(inset, inset, -inset, -inset), 3, 3);
}

} // namespace wf::widgets
