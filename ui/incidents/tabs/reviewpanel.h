// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/story/reviewdesk.h"
#include "ui/base/watchcontext.h"

#include <QWidget>

#include <functional>

class QPlainTextEdit;

namespace wf::widgets {
class Button;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

// The draft of a review, to be written on: Markdown that is kept as one writes.
class ReviewPanel final : public QWidget {
    Q_OBJECT
public:
    // Writes the review of an incident as PDF, with its text as it stands; asks where to. Empty: it cannot.
    using SavePdf = std::function<void(qint64 incident)>;
    ReviewPanel(engine::ReviewDesk &desk, WatchContext &context, QWidget *parent = nullptr);
    ~ReviewPanel() override;
    void setSavePdf(SavePdf savePdf);
    // Reads the ledger only while it is looked at.
    void look(qint64 incident);
    // Writes the Markdown there; says what became of it.
    void saveTo(const QString &path);

private:
    void refresh();
    void fillState();
    void copy();
    void save();
    void startAgain();

    engine::ReviewDesk &m_desk;
    WatchContext &m_context;
    SavePdf m_savePdf;
    QPlainTextEdit *m_edit;
    widgets::PlainLabel *m_state;
    widgets::Button *m_copy, *m_save, *m_pdf, *m_again;
};

} // namespace wf::ui
