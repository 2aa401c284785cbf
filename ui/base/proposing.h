// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaObject>

namespace wf::engine {
class Completer;
}
namespace wf::widgets {
class ExpressionEdit;
}

namespace wf::ui {

// The field proposes what the completer knows, until this is disconnected. The completer must outlive the field.
QMetaObject::Connection proposeFrom(engine::Completer &completer, widgets::ExpressionEdit &edit);

} // namespace wf::ui
