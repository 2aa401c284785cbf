// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/thread/threadweaver.h"
#include "ui/base/watchcontext.h"

#include <QWidget>

namespace wf::widgets {
class IconButton;
class PickButton;
class PlainLabel;
class ThreadView;
} // namespace wf::widgets

namespace wf::ui {

class SignalToggles;

// The Thread as a dock: title with back, forward and pin; subject; one toggle per signal with its count; window menu;
// the account itself; note and copy at the bottom. Follows the one selection of the context.
class ThreadPanel final : public QWidget {
    Q_OBJECT
public:
    ThreadPanel(engine::ThreadWeaver &weaver, WatchContext &context, QWidget *parent = nullptr);
    void copyAsText();
    [[nodiscard]] QString asText() const; // what is shown
    void togglePin();
    void requestNote();
    [[nodiscard]] bool isSettled() const;

Q_SIGNALS:
    // The operator wants to write a note about the subject at this moment.
    void noteRequested(const wf::signals::Subject &subject, qint64 timeNs);
    void detachRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void show(const signals::ThreadPtr &thread);
    void buildWindowMenu();
    void openMenu(const QPoint &global);
    engine::ThreadWeaver &m_weaver;
    WatchContext &m_context;
    widgets::IconButton *m_back;
    widgets::IconButton *m_forward;
    widgets::IconButton *m_pin;
    widgets::IconButton *m_more;
    widgets::PickButton *m_window;
    widgets::ThreadView *m_view;
    SignalToggles *m_toggles;
    widgets::PlainLabel *m_missing;
};

} // namespace wf::ui
