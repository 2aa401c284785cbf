// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/normal/normalcard.h"

#include "models/base/timetext.h"
#include "models/base/untrusted.h"
#include "ui/normal/normalrow.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"

#include <QAction>
#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QProgressBar>
#include <QScrollArea>

namespace wf::ui {

using engine::NormalVerdict;
using widgets::PlainLabel;
using widgets::TextRole;

namespace {

constexpr qint64 movesWindowNs = base::nsPerHour; // before the moment

QString whatIsJudged(const engine::NormalSnapshot &said)
{
    const signals::Subject &s = said.subject;
    const QString name = !s.title.isEmpty() ? s.title : !s.id.isEmpty() ? s.id : s.service;
    return NormalCard::tr("%1, at %2 UTC")
        .arg(base::visibleText(name, 160), base::isoTime(said.atNs).left(19).replace(u'T', u' '));
}

} // namespace

NormalCard::NormalCard(std::unique_ptr<engine::NormalDesk> desk, WatchContext &context, QWidget *parent)
    : QDialog(parent), m_desk(std::move(desk)), m_context(context)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Is this normal?"));
    resize(520, 420);
    build();
    connect(m_desk.get(), &engine::NormalDesk::changed, this, &NormalCard::fill);
    auto *copy = new QAction(this);
    copy->setShortcut(QKeySequence::Copy);
    addAction(copy);
    connect(copy, &QAction::triggered, this, &NormalCard::copyAll);
}

NormalCard::~NormalCard() = default;

void NormalCard::build()
{
    m_headline = new PlainLabel({}, TextRole::Title);
    m_headline->setWrap(true);
    m_what = new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Secondary);
    m_what->setWrap(true);
    m_progress = new QProgressBar;
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(3);
    m_progress->setAccessibleName(tr("Looking at its past"));
    m_notes = new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Warning);
    m_notes->setWrap(true);
    auto *rows = new QWidget;
    m_column = new QVBoxLayout(rows);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addStretch(1);
    m_scroll = new QScrollArea;
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setAccessibleName(tr("What was looked at"));
    m_scroll->setWidget(rows);
    auto *copy = new widgets::Button(tr("Copy as text"), {}, tr("Ctrl+C"));
    auto *close = new widgets::Button(tr("Close"), {}, tr("Esc"));
    connect(copy, &QAbstractButton::clicked, this, &NormalCard::copyAll);
    connect(close, &QAbstractButton::clicked, this, &QDialog::reject);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(12, 12, 12, 8);
    head->setSpacing(3);
    head->addWidget(m_headline);
    head->addWidget(m_what);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(12, 8, 12, 10);
    foot->setSpacing(8);
    m_quiet = new PlainLabel(tr("Against the same hour before"), TextRole::Micro, PlainLabel::Tone::Tertiary);
    m_quiet->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // cut before the buttons touch
    foot->addWidget(m_quiet, 1);
    foot->addWidget(copy);
    foot->addWidget(close);
    auto *notes = new QHBoxLayout;
    notes->setContentsMargins(12, 0, 12, 8);
    notes->addWidget(m_notes);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addLayout(notes);
    column->addWidget(m_progress);
    column->addWidget(m_scroll, 1);
    column->addLayout(foot);
}

void NormalCard::ask(const signals::Subject &subject, qint64 atNs, engine::WriteValue write)
{
    m_desk->ask(subject, atNs, std::move(write));
}

NormalRow *NormalCard::makeRow()
{
    auto *row = new NormalRow;
    connect(row, &NormalRow::copyRequested, this,
            [](const QString &query) { QGuiApplication::clipboard()->setText(query); });
    connect(row, &NormalRow::movesRequested, this, [this](const signals::Subject &series) {
        const qint64 end = m_desk->snapshot()->atNs;
        m_context.askMoves(series, {end - movesWindowNs, end});
    });
    connect(row, &NormalRow::openRequested, &m_context, &WatchContext::open);
    m_column->insertWidget(m_column->count() - 1, row);
    return row;
}

void NormalCard::fill()
{
    const engine::NormalSnapshot said = *m_desk->snapshot();
    m_headline->setText(engine::normalHeadline(said));
    m_what->setText(whatIsJudged(said));
    m_progress->setVisible(said.isBusy);
    fillRows(said);
    QStringList words;
    for (const QString &note : said.notes)
        words << base::visibleText(note, 300);
    for (const base::Error &error : said.errors)
        words << base::visibleText(error.summary, 300);
    if (said.left > 0)
        words << tr("%1 more were looked at; they are no more unusual than these.").arg(said.left);
    m_notes->setText(words.join(u'\n'));
    m_notes->setTone(said.errors.empty() ? PlainLabel::Tone::Secondary : PlainLabel::Tone::Warning);
    m_notes->setVisible(!words.isEmpty());
    setAccessibleDescription(m_headline->text() + QStringLiteral(". ") + m_what->text());
}

void NormalCard::fillRows(const engine::NormalSnapshot &said)
{
    while (m_rows.size() < said.lines.size())
        m_rows.push_back(makeRow());
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        m_rows[i]->setVisible(i < said.lines.size());
        if (i < said.lines.size())
            m_rows[i]->show(said.lines[i], said.atNs);
    }
}

void NormalCard::copyAll()
{
    QGuiApplication::clipboard()->setText(engine::normalText(*m_desk->snapshot()));
    m_context.say({tr("The answer is on the clipboard."), signals::Severity::Info, {}, {}, 4});
}

} // namespace wf::ui
