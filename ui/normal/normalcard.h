// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/normal/normaldesk.h"
#include "ui/base/watchcontext.h"

#include <QDialog>

class QProgressBar;
class QScrollArea;
class QVBoxLayout;

namespace wf::widgets {
class PlainLabel;
}

namespace wf::ui {

class NormalRow;

// "Is this normal?" of whatever was selected: the verdict in a sentence, then each thing that was looked at with its
// value, its usual range, its rank among so many samples of so long, and its query; what could not be asked, and why.
// One card: asking again takes the place of what it said. Ctrl+C copies it as text. It blocks nothing.
class NormalCard final : public QDialog {
    Q_OBJECT
public:
    // Asks nothing by itself.
    NormalCard(std::unique_ptr<engine::NormalDesk> desk, WatchContext &context, QWidget *parent = nullptr);
    ~NormalCard() override;
    // `atNs` as in engine::NormalDesk::ask().
    void ask(const signals::Subject &subject, qint64 atNs = 0, engine::WriteValue write = {});
    [[nodiscard]] const engine::NormalDesk &desk() const { return *m_desk; }

private:
    void build();
    void fill();
    void fillRows(const engine::NormalSnapshot &said);
    void copyAll();
    [[nodiscard]] NormalRow *makeRow();

    std::unique_ptr<engine::NormalDesk> m_desk;
    WatchContext &m_context;
    widgets::PlainLabel *m_headline = nullptr, *m_what = nullptr, *m_notes = nullptr, *m_quiet = nullptr;
    QProgressBar *m_progress = nullptr;
    QScrollArea *m_scroll = nullptr;
    QVBoxLayout *m_column = nullptr;
    std::vector<NormalRow *> m_rows; // as many as were ever shown; those without a line are hidden
};

} // namespace wf::ui
