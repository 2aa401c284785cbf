// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/tabs/reviewpanel.h"

#include "models/base/safefile.h"
#include "models/base/timetext.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/text/safetext.h"
#include "widgets/base/theme.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QTextCursor>
#include <QTextDocument>

namespace wf::ui {

using namespace Qt::StringLiterals;
using widgets::PlainLabel;

ReviewPanel::ReviewPanel(engine::ReviewDesk &desk, WatchContext &context, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_context(context),
      m_edit(new QPlainTextEdit),
      m_state(new PlainLabel({}, widgets::TextRole::Micro, PlainLabel::Tone::Tertiary)),
      m_copy(new widgets::Button(tr("Copy"), u"copy"_s)),
      m_save(new widgets::Button(tr("Save…"), u"save"_s)),
      m_pdf(new widgets::Button(tr("Save PDF…"), u"file-pdf"_s)),
      m_again(new widgets::Button(tr("Start again"), u"undo"_s))
{
    m_edit->setAccessibleName(tr("Draft of the review, as Markdown"));
    m_edit->setTabChangesFocus(true);
    m_edit->setFont(widgets::Theme::of(this).font(widgets::TextRole::Mono));
    m_edit->setFrameShape(QFrame::NoFrame);
    m_edit->document()->setDocumentMargin(12);
    widgets::setPlainToolTip(m_copy, tr("The whole draft, as Markdown"));
    widgets::setPlainToolTip(m_save, tr("As a Markdown file"));
    widgets::setPlainToolTip(m_again, tr("Drops what was written and drafts from what is recorded now"));
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 5, 12, 5);
    head->setSpacing(6);
    head->addWidget(m_state, 1);
    for (auto *button : {m_again, m_copy, m_save, m_pdf})
        head->addWidget(button);
    m_pdf->setVisible(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_edit, 1);
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] { m_desk.edit(m_edit->toPlainText()); });
    connect(m_copy, &QPushButton::clicked, this, &ReviewPanel::copy);
    connect(m_save, &QPushButton::clicked, this, &ReviewPanel::save);
    connect(m_again, &QPushButton::clicked, this, &ReviewPanel::startAgain);
    connect(m_pdf, &QPushButton::clicked, this, [this] { m_savePdf(m_desk.incident()); });
    connect(&m_desk, &engine::ReviewDesk::changed, this, &ReviewPanel::refresh);
    connect(&m_desk, &engine::ReviewDesk::keptChanged, this, &ReviewPanel::fillState);
    refresh();
}

ReviewPanel::~ReviewPanel() = default;

void ReviewPanel::setSavePdf(SavePdf savePdf)
{
    m_savePdf = std::move(savePdf);
    m_pdf->setVisible(static_cast<bool>(m_savePdf));
}

void ReviewPanel::look(qint64 incident)
{
    m_desk.look(incident);
}

void ReviewPanel::refresh()
{
    if (m_edit->toPlainText() != m_desk.text()) {
        const QSignalBlocker quiet(m_edit);
        const int at = m_edit->textCursor().position();
        m_edit->setPlainText(m_desk.text());
        QTextCursor cursor = m_edit->textCursor();
        cursor.setPosition(std::min(at, static_cast<int>(m_desk.text().size())));
        m_edit->setTextCursor(cursor);
    }
    fillState();
}

void ReviewPanel::fillState()
{
    const bool hasText = !m_desk.text().isEmpty();
    m_edit->setReadOnly(!hasText && !m_desk.isEdited());
    for (auto *button : {m_copy, m_save, m_pdf})
        button->setEnabled(hasText);
    m_again->setEnabled(m_desk.isEdited());
    const auto &error = m_desk.error();
    m_state->setTone(error ? PlainLabel::Tone::Critical : PlainLabel::Tone::Tertiary);
    if (error)
        m_state->setText(m_desk.isEdited() ? tr("Not kept: %1").arg(error->summary) : error->summary);
    else if (!hasText)
        m_state->setText(tr("Drafting…"));
    else if (!m_desk.isEdited())
        m_state->setText(tr("Written by itself, and up to date. Write in it to make it yours."));
    else if (!m_desk.isKept() || m_desk.keptNs() == 0)
        m_state->setText(tr("Keeping…"));
    else
        m_state->setText(
            tr("Kept %1, %2").arg(base::dayAndTime(m_desk.keptNs(), m_context.clock().nowNs()), m_desk.keptBy()));
}

void ReviewPanel::copy()
{
    QGuiApplication::clipboard()->setText(m_edit->toPlainText());
    m_context.say({tr("The draft of a review of INC-%1 is on the clipboard, as Markdown.").arg(m_desk.incident()),
                   signals::Severity::Info,
                   {},
                   {}});
}

void ReviewPanel::save()
{
    auto *dialog = new QFileDialog(this, tr("Save the review of INC-%1").arg(m_desk.incident()));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("Markdown (*.md)"));
    dialog->setDefaultSuffix(u"md"_s);
    dialog->selectFile(u"INC-%1.md"_s.arg(m_desk.incident()));
    connect(dialog, &QFileDialog::fileSelected, this, &ReviewPanel::saveTo);
    dialog->open();
}

void ReviewPanel::saveTo(const QString &path)
{
    const auto done = base::writeFileSafely(path, m_edit->toPlainText().toUtf8());
    m_context.say({done ? tr("The review is saved as %1.").arg(path) : done.error().summary,
                   done ? signals::Severity::Info : signals::Severity::Critical,
                   {},
                   {}});
}

void ReviewPanel::startAgain()
{
    m_desk.startAgain([this, incident = m_desk.incident()](const base::Result<QString> &dropped) {
        if (!dropped) {
            m_context.say({dropped.error().summary, signals::Severity::Critical, {}, {}});
            return;
        }
        m_context.say({tr("The review of INC-%1 is drafted anew.").arg(incident), signals::Severity::Info, tr("Undo"),
                       [this, incident, text = *dropped] {
                           if (m_desk.incident() != incident)
                               return;
                           m_desk.edit(text);
                           refresh();
                       }});
    });
}

} // namespace wf::ui
