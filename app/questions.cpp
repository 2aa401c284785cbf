// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/questions.h"

#include "app/workspace.h"
#include "models/engine/anomalies/linefindings.h"
#include "ui/changes/changesdialog.h"
#include "ui/normal/normalcard.h"

#include <QPointer>

namespace wf::app {

namespace {

ui::ChangesDialog *openChanges(Workspace &workspace, ui::WatchContext &context, base::TimeRange range, QWidget &window)
{
    auto *dialog = new ui::ChangesDialog(workspace.sourceSet(), workspace.services().rules(), workspace.pools(),
                                         context, range, &window);
    dialog->show();
    return dialog;
}

ui::NormalCard *makeCard(Workspace &workspace, ui::WatchContext &context, QWidget &window)
{
    auto knowledge = [&workspace] {
        return engine::NormalKnowledge{workspace.anomalies().snapshot(), workspace.alerts().snapshot(),
                                       workspace.objectives().snapshot(), workspace.services().snapshot()->metricNames};
    };
    return new ui::NormalCard(std::make_unique<engine::NormalDesk>(workspace.metrics(), workspace.sourceSet(),
                                                                   workspace.services().rules(), std::move(knowledge),
                                                                   workspace.clock()),
                              context, &window);
}

} // namespace

void answerQuestions(Workspace &workspace, ui::WatchContext &context, QWidget &window)
{
    QObject::connect(&context, &ui::WatchContext::changesRequested, &window,
                     [&workspace, &context, &window](base::TimeRange range) {
                         openChanges(workspace, context, range, window)->askChanges();
                     });
    QObject::connect(&context, &ui::WatchContext::movesRequested, &window,
                     [&workspace, &context, &window](const signals::Subject &series, base::TimeRange range) {
                         openChanges(workspace, context, range, window)
                             ->askMoves(engine::asPromql(*workspace.anomalies().snapshot(), series));
                     });
    QObject::connect(&context, &ui::WatchContext::normalRequested, &window,
                     [&workspace, &context, &window, card = QPointer<ui::NormalCard>()](
                         const signals::Subject &subject, qint64 atNs, const ui::WriteValue &write) mutable {
                         if (!card)
                             card = makeCard(workspace, context, window);
                         card->show();
                         card->raise();
                         card->ask(subject, atNs, write);
                     });
}

} // namespace wf::app
