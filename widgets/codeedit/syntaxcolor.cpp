// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/codeedit/syntaxcolor.h"

#include "widgets/base/theme.h"

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

} // namespace wf::widgets
