// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/changes/changesdialog.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/base/untrusted.h"
#include "ui/base/chartquestions.h"
#include "ui/base/flattable.h"
#include "ui/changes/changechart.h"
#include "ui/changes/changecolumns.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/chart/chartview.h"

#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QProgressBar>

namespace wf::ui {

namespace {

QString spanText(base::TimeRange range)
{
    return base::timeOfDay(range.startNs) + QStringLiteral("\u2013") + base::timeOfDay(range.endNs);
}

} // namespace

ChangesDialog::ChangesDialog(const sources::SourceSet &sources, const engine::SubjectRules &rules, async::Pools &pools,
                             WatchContext &context, base::TimeRange window, QWidget *parent)
    : QDialog(parent), m_context(context), m_window(window), m_search(sources, rules, context.clock(), pools)
{
    setAttribute(Qt::WA_DeleteOnClose);
    resize(1080, 720);
    build();
    connect(&m_search, &engine::ChangeSearch::changed, this, &ChangesDialog::fill);
    connect(m_question, &widgets::Segmented::currentChanged, this, &ChangesDialog::ask);
    connect(m_against, &widgets::Segmented::currentChanged, this, &ChangesDialog::ask);
    connect(m_kinds, &widgets::Segmented::currentChanged, this, &ChangesDialog::fill);
    connect(m_stop, &QAbstractButton::clicked, &m_search, &engine::ChangeSearch::cancel);
    connect(m_open, &QAbstractButton::clicked, this, &ChangesDialog::openRow);
    connect(m_copy, &QAbstractButton::clicked, this, &ChangesDialog::copyQuery);
    connect(m_moves, &QAbstractButton::clicked, this, &ChangesDialog::askMovesOfRow);
    connect(m_table, &FlatTable::rowSelected, this, &ChangesDialog::showRow);
    connect(m_table, &FlatTable::rowOpened, this, &ChangesDialog::openRow);
    auto *moves = new QAction(this);
    moves->setShortcut(QKeySequence(Qt::Key_M));
    addAction(moves);
    connect(moves, &QAction::triggered, this, &ChangesDialog::askMovesOfRow);
    m_table->setFocus();
}

ChangesDialog::~ChangesDialog() = default;

void ChangesDialog::build()
{
    using widgets::PlainLabel;
    m_rows = new items::RowsModel<engine::Change, QString>(changeColumns(false), changeKey, this);
    m_table = new FlatTable(tr("Findings, strongest first"));
    m_table->setModel(m_rows);
    m_table->setColumnWidths({64, 0, 190, 130, 300, 60});
    m_table->setDroppedWhenNarrow({4, 5, 0});
    m_panel = new widgets::Panel(m_table);
    m_panel->setHeaderVisible(false);
    m_chart = new widgets::ChartView;
    m_chart->setAccessibleName(tr("Evidence of the selected finding"));
    m_chart->setFixedHeight(150);
    m_chart->hide();
    connect(m_chart, &widgets::ChartView::lineAsked, this, [this](widgets::LineQuestion question) {
        const engine::Change *change = current();
        if (!change || question != widgets::LineQuestion::Explore)
            return;
        signals::Subject asked;
        asked.kind = change->signal == engine::ChangeSignal::Metric ? signals::SubjectKind::Metric
                                                                    : signals::SubjectKind::LogLine;
        asked.id = change->query;
        askExplorer(asked, m_chart->range(), m_context);
    });
    m_progress = new QProgressBar;
    m_progress->setRange(0, 100);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(4);
    m_progress->setAccessibleName(tr("Looked at"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(8);
    buildHead(*column);
    column->addWidget(m_progress);
    column->addWidget(m_panel, 1);
    column->addWidget(m_chart);
    buildFoot(*column);
}

void ChangesDialog::buildHead(QVBoxLayout &column)
{
    using widgets::PlainLabel;
    m_title = new PlainLabel({}, widgets::TextRole::Strong);
    m_question = new widgets::Segmented({tr("What changed"), tr("What moves with it")});
    m_question->setAccessibleName(tr("Question"));
    m_comparedWith = new PlainLabel(tr("compared with"), widgets::TextRole::Base, PlainLabel::Tone::Secondary);
    m_against = new widgets::Segmented({tr("Right before"), tr("A day before"), tr("A week before")});
    m_against->setAccessibleName(tr("Compared with"));
    m_kinds = new widgets::Segmented({tr("All"), tr("Metrics"), tr("Logs"), tr("Traces")});
    m_kinds->setAccessibleName(tr("Signals shown"));
    m_state = new PlainLabel({}, widgets::TextRole::Small, PlainLabel::Tone::Secondary);
    m_state->setWrap(true);
    m_stop = new widgets::Button(tr("Stop"));
    m_stop->setAutoDefault(false);
    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_comparedWith);
    head->addWidget(m_against);
    head->addWidget(m_question);
    auto *second = new QHBoxLayout;
    second->addWidget(m_kinds);
    second->addWidget(m_state, 1);
    second->addWidget(m_stop);
    column.addLayout(head);
    column.addLayout(second);
}

void ChangesDialog::buildFoot(QVBoxLayout &column)
{
    m_evidence = new widgets::PlainLabel({}, widgets::TextRole::Small, widgets::PlainLabel::Tone::Secondary);
    m_evidence->setWrap(true);
    m_copy = new widgets::Button(tr("Copy query"));
    m_moves = new widgets::Button(tr("What moves with it?"), {}, tr("M"));
    m_open = new widgets::Button(tr("Open"), {}, tr("Enter"));
    m_open->setPrimary(true);
    auto *close = new widgets::Button(tr("Close"), {}, tr("Esc"));
    connect(close, &QAbstractButton::clicked, this, &QDialog::reject);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_evidence, 1);
    for (widgets::Button *button : {m_copy, m_moves, m_open, close}) {
        button->setAutoDefault(false); // Enter belongs to the table
        foot->addWidget(button);
    }
    column.addLayout(foot);
}

void ChangesDialog::askChanges()
{
    m_question->setCurrent(Changes);
    ask();
}

void ChangesDialog::askMoves(const signals::Subject &series)
{
    m_series = series;
    m_question->setCurrent(Moves);
    ask();
}

// Title, columns and choices of the question that is asked.
void ChangesDialog::showQuestion()
{
    const bool moves = m_question->current() == Moves;
    const QString what = base::visibleText(m_series.title.isEmpty() ? m_series.id : m_series.title, 120);
    setWindowTitle(moves ? tr("What moves with this?") : tr("What changed here?"));
    const QString span = base::humanDuration(m_window.lengthNs());
    m_title->setText(moves ? tr("What moves with %1 in %2 (%3 UTC)?").arg(what, span, spanText(m_window))
                           : tr("What changed in %1 (%2 UTC)?").arg(span, spanText(m_window)));
    m_question->setVisible(!m_series.isNone());
    for (QWidget *ofChanges :
         {static_cast<QWidget *>(m_comparedWith), static_cast<QWidget *>(m_against), static_cast<QWidget *>(m_kinds)})
        ofChanges->setVisible(!moves);
    m_rows->setRows({});
    m_rows->setColumns(changeColumns(moves));
}

void ChangesDialog::ask()
{
    showQuestion();
    if (m_question->current() == Moves)
        return m_search.ask(engine::MoveQuestion{m_window, m_series.id, m_series.labels,
                                                 m_series.title.isEmpty() ? m_series.id : m_series.title, 0});
    auto question = engine::changedSinceBefore(m_window);
    if (const int against = m_against->current(); against != RightBefore) {
        // The same hour: as long again on either side, so that there is something to compare with.
        const qint64 back = (against == DayBefore ? 1 : 7) * base::nsPerDay;
        question.baseline = {m_window.startNs - m_window.lengthNs() - back,
                             m_window.endNs + m_window.lengthNs() - back};
        question.baseline.endNs = std::min(question.baseline.endNs, m_window.startNs);
    }
    m_search.ask(question);
}

void ChangesDialog::fill()
{
    const auto now = m_search.snapshot();
    std::vector<engine::Change> rows;
    for (const engine::Change &change : now->changes)
        if (now->moves || m_kinds->current() == 0 || m_kinds->current() == static_cast<int>(change.signal) + 1)
            rows.push_back(change);
    const std::size_t shown = rows.size();
    m_rows->setRows(std::move(rows));
    fillState(*now, shown);
    if (shown > 0 && !m_table->currentIndex().isValid())
        m_table->setCurrentIndex(m_rows->index(0, 0));
    showRow();
}

void ChangesDialog::fillState(const engine::ChangesSnapshot &now, std::size_t shown)
{
    m_progress->setValue(static_cast<int>(now.done * 100));
    m_progress->setVisible(now.isBusy);
    m_stop->setVisible(now.isBusy);
    QStringList words;
    const auto looked = base::groupedInteger(static_cast<qint64>(now.looked));
    words << (now.isBusy && now.series == 0 ? tr("asking the sources which series there are")
              : now.isBusy
                  ? tr("%1 of %2 series looked at").arg(looked, base::groupedInteger(static_cast<qint64>(now.series)))
                  : (now.moves ? tr("%1 series looked at in %2") : tr("%1 series, patterns and traces looked at in %2"))
                        .arg(looked, base::humanDuration(now.elapsedNs / base::nsPerMs * base::nsPerMs)));
    words << now.notes;
    if (now.looked > 0)
        for (const base::Error &error : now.errors)
            words << error.summary;
    m_state->setText(words.join(QStringLiteral(". ")));
    if (shown > 0)
        return m_panel->showContent();
    if (now.isBusy)
        return m_panel->showLoading(
            now.moves ? tr("Comparing with every series") : tr("Looking at every series, pattern and trace"), false);
    if (now.looked == 0 && !now.errors.empty())
        return m_panel->showError(tr("Nothing could be compared"), now.errors.front());
    if (now.moves)
        return m_panel->showEmpty(tr("Nothing moves with it"),
                                  tr("What the others have in common with it is trend, season or chance. A jump at the "
                                     "same time proves nothing by itself: ask what changed there."));
    m_panel->showEmpty(tr("Nothing departs from its baseline"),
                       now.looked == 0 ? tr("There are no samples, lines or traces in both windows.")
                                       : tr("What moved stayed within its own noise. Try a shorter window around the "
                                            "moment, or another baseline."));
}

const engine::Change *ChangesDialog::current() const
{
    return m_rows->at(m_table->currentIndex());
}

void ChangesDialog::showRow()
{
    const engine::Change *change = current();
    m_open->setEnabled(change != nullptr);
    m_copy->setEnabled(change && !change->query.isEmpty());
    m_moves->setEnabled(change && change->signal == engine::ChangeSignal::Metric);
    const auto evidence = change ? changeChart(*m_search.snapshot(), *change) : nullptr;
    m_chart->setVisible(evidence != nullptr);
    m_chart->setRange(changeRange(*m_search.snapshot()));
    m_chart->setData(evidence);
    if (!change)
        return m_evidence->setText({});
    QString words = change->query;
    if (change->foldedCount > 0)
        words += tr("   moves together with %1").arg(change->folded.mid(0, 3).join(QStringLiteral(", ")));
    m_evidence->setText(base::visibleText(words, 400));
    signals::Subject subject = change->subject;
    if (subject.timeNs == 0)
        subject.timeNs = m_window.startNs;
    if (!(m_context.selection() == subject) && m_table->hasFocus())
        m_context.select(subject);
}

void ChangesDialog::askMovesOfRow()
{
    const engine::Change *change = current();
    if (change && change->signal == engine::ChangeSignal::Metric)
        askMoves(signals::Subject(change->subject));
}

void ChangesDialog::openRow()
{
    const engine::Change *change = current();
    if (!change)
        return;
    signals::Subject subject = change->subject;
    if (subject.timeNs == 0)
        subject.timeNs = m_window.startNs;
    m_context.select(subject);
    m_context.open(subject);
}

void ChangesDialog::copyQuery()
{
    if (const engine::Change *change = current())
        QApplication::clipboard()->setText(change->query);
}

} // namespace wf::ui
