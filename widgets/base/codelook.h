// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/expression.h"

#include <QColor>

class QWidget;

// How code looks, in every field that shows some.
namespace wf::widgets {

struct Theme;
[[nodiscard]] QColor syntaxColor(signals::SyntaxKind kind, const Theme &theme);

// Between the border of a field for code and its text, in pixels.
constexpr int codeFieldPaddingX = 8, codeFieldPaddingY = 6;
// Ground and border of such a field, below its viewport.
void paintCodeField(QWidget &edit, bool isFocused, bool isWrong);

} // namespace wf::widgets
