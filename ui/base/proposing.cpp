// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/proposing.h"

#include "models/engine/explore/complete/completer.h"
#include "widgets/expression/expressionedit.h"

namespace wf::ui {

using widgets::ExpressionEdit;

QMetaObject::Connection proposeFrom(engine::Completer &completer, ExpressionEdit &edit)
{
    return QObject::connect(
        &edit, &ExpressionEdit::proposalsWanted, &edit,
        [&completer, asked = QPointer(&edit)](const QString &text, int caret, bool isForced, quint64 ticket) {
            completer.complete(text, caret, isForced, [asked, ticket](const signals::Completion &answer) {
                if (asked)
                    asked->setCompletion(ticket, answer);
            });
        });
}

} // namespace wf::ui
