// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/acknowledge/ackdesk.h"
#include "models/engine/incidents/incidentkeeper.h"
#include "models/engine/resolve/resolver.h"
#include "models/engine/story/storyteller.h"
#include "ui/base/watchcontext.h"
#include "ui/incidents/deeds/resolvedialog.h"
#include "ui/incidents/tabs/telling.h"

#include <QObject>

namespace wf::ui {

// What an operator does with incidents. Every deed says in the message bar what became of it, with Undo where something
// can be taken back: a message that has left cannot. GUI thread.
class IncidentDeeds final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        engine::IncidentKeeper &incidents;
        const engine::AlertWatch &alerts;
        engine::AckDesk &desk;
        engine::Storyteller &story;
    };
    using Incidents = std::vector<engine::IncidentPtr>;
    // Dialogs open over `window`.
    IncidentDeeds(const Parts &parts, WatchContext &context, QWidget *window);
    ~IncidentDeeds() override;
    void setTelling(const Telling &telling) { m_telling = telling; }

    // What they were; none: what was said is taken back.
    void settle(const Incidents &incidents, std::optional<engine::OutcomeKind> outcome);
    // Says that they were real at once when nothing of them fires; else asks what they were and about what fires.
    void resolve(const Incidents &incidents);
    // Asks whom to tell of those that are open.
    void escalate(const Incidents &incidents);
    // Asks for a note; colleagues see it where something of them is acknowledged.
    void note(const Incidents &incidents);
    // At once when it names its incident, else asks to which; the one that is in hand is offered, else one of its
    // service. 0: none is.
    void attach(const engine::Attachment &attachment, qint64 inHand = 0);

    // Asks how far apart alerts of one incident may begin.
    void askWindow();
    void setWindow(qint64 ns);
    void resolveAs(const Incidents &incidents, const ResolveDialog::Answer &answer);
    void noteAs(const Incidents &incidents, const QString &text);

private:
    void tellResolved(const QString &text, const engine::Resolved &resolved);
    void takeBack(const engine::Resolved &resolved);
    void tell(const Incidents &incidents, const std::optional<signals::NotifyTarget> &target, const QString &note);
    void keepAttachment(const engine::Attachment &attachment);
    void say(const QString &text, const QString &action = {}, std::function<void()> run = {});
    void warn(const base::Error &error);

    Parts m_parts;
    WatchContext &m_context;
    QWidget *m_window;
    Telling m_telling;
    engine::Resolver m_resolver;
};

} // namespace wf::ui
