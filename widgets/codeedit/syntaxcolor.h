// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/expression.h"

#include <QColor>

namespace wf::widgets {

struct Theme;
[[nodiscard]] QColor syntaxColor(signals::SyntaxKind kind, const Theme &theme);

} // namespace wf::widgets
