// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/severity.h"
#include "models/signals/subject.h"

#include <QAction>
#include <QList>
#include <QWidget>

namespace wf::ui {

// One screen of the rail. The frame shows exactly one per window; a hidden screen asks and paints nothing.
class Screen : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;
    // Stable name for the rail, the command line and shots: "overview", "incidents", …
    [[nodiscard]] virtual QString key() const = 0;
    // Shows the subject as well as this screen can; false when it has nothing to do with it.
    virtual bool showSubject(const signals::Subject &subject) = 0;
    // Called when the screen becomes visible or hidden: start and stop asking here.
    virtual void setActive(bool active) = 0;
    // True once everything asked for has been answered and painted (used by `watchfloor shot`).
    [[nodiscard]] virtual bool isSettled() const = 0;
    // Actions of this screen for menu, palette and shortcut list. Single-letter keys act only without a text focus.
    [[nodiscard]] virtual QList<QAction *> screenActions() const { return {}; }
    // Badge on the rail: text and severity; empty = none.
    struct Badge {
        QString text;
        signals::Severity severity = signals::Severity::Unknown;
    };
    [[nodiscard]] virtual Badge badge() const { return {}; }

Q_SIGNALS:
    void badgeChanged();
    void settledChanged();
};

} // namespace wf::ui
