// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/changes/changesdialog.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/base/untrusted.h"
#include "ui/base/flattable.h"
#include "ui/changes/changecolumns.h"
#include "widgets/base/controls.h"
#include "widgets/base/panel.h"
#include "widgets/base/plainlabel.h"

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
    setWindowTitle(tr("What changed here?"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(1080, 640);
    build();
    connect(&m_search, &engine::ChangeSearch::changed, this, &ChangesDialog::fill);
    connect(m_against, &widgets::Segmented::currentChanged, this, &ChangesDialog::ask);
    connect(m_kinds, &widgets::Segmented::currentChanged, this, &ChangesDialog::fill);
    connect(m_stop, &QAbstractButton::clicked, &m_search, &engine::ChangeSearch::cancel);
    connect(m_open, &QAbstractButton::clicked, this, &ChangesDialog::openRow);
    connect(m_copy, &QAbstractButton::clicked, this, &ChangesDialog::copyQuery);
    connect(m_table, &FlatTable::rowSelected, this, &ChangesDialog::showRow);
    connect(m_table, &FlatTable::rowOpened, this, &ChangesDialog::openRow);
    ask(RightBefore);
    m_table->setFocus();
}

ChangesDialog::~ChangesDialog() = default;

void ChangesDialog::build()
{
    using widgets::PlainLabel;
    m_against = new widgets::Segmented({tr("Right before"), tr("A day before"), tr("A week before")});
    m_against->setAccessibleName(tr("Compared with"));
    m_kinds = new widgets::Segmented({tr("All"), tr("Metrics"), tr("Logs"), tr("Traces")});
    m_kinds->setAccessibleName(tr("Signals shown"));
    m_rows = new items::RowsModel<engine::Change, QString>(changeColumns(), changeKey, this);
    m_table = new FlatTable(tr("Changes, strongest first"));
    m_table->setModel(m_rows);
    m_table->setColumnWidths({64, 0, 190, 130, 300, 60});
    m_table->setDroppedWhenNarrow({4, 5, 0});
    m_panel = new widgets::Panel(m_table);
    m_panel->setHeaderVisible(false);
    m_progress = new QProgressBar;
    m_progress->setRange(0, 100);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(4);
    m_progress->setAccessibleName(tr("Looked at"));
    m_state = new PlainLabel({}, widgets::TextRole::Small, PlainLabel::Tone::Secondary);
    m_state->setWrap(true);
    m_evidence = new PlainLabel({}, widgets::TextRole::Small, PlainLabel::Tone::Secondary);
    m_evidence->setWrap(true);
    m_stop = new widgets::Button(tr("Stop"));
    m_copy = new widgets::Button(tr("Copy query"));
    m_open = new widgets::Button(tr("Open"), {}, tr("Enter"));
    m_open->setPrimary(true);
    for (QPushButton *button :
         {static_cast<QPushButton *>(m_stop), static_cast<QPushButton *>(m_copy), static_cast<QPushButton *>(m_open)})
        button->setAutoDefault(false); // Enter belongs to the table
    auto *close = new widgets::Button(tr("Close"), {}, tr("Esc"));
    close->setAutoDefault(false);
    connect(close, &QAbstractButton::clicked, this, &QDialog::reject);
    auto *head = new QHBoxLayout;
    head->addWidget(
        new PlainLabel(
            tr("What changed in %1 (%2 UTC)?").arg(base::humanDuration(m_window.lengthNs()), spanText(m_window)),
            widgets::TextRole::Strong),
        1);
    head->addWidget(new PlainLabel(tr("compared with"), widgets::TextRole::Base, PlainLabel::Tone::Secondary));
    head->addWidget(m_against);
    auto *second = new QHBoxLayout;
    second->addWidget(m_kinds);
    second->addWidget(m_state, 1);
    second->addWidget(m_stop);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_evidence, 1);
    foot->addWidget(m_copy);
    foot->addWidget(m_open);
    foot->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(8);
    column->addLayout(head);
    column->addLayout(second);
    column->addWidget(m_progress);
    column->addWidget(m_panel, 1);
    column->addLayout(foot);
}

void ChangesDialog::ask(int against)
{
    auto question = engine::changedSinceBefore(m_window);
    if (against != RightBefore) {
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
        if (m_kinds->current() == 0 || m_kinds->current() == static_cast<int>(change.signal) + 1)
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
    words << (now.isBusy
                  ? tr("%1 of %2 series looked at").arg(looked, base::groupedInteger(static_cast<qint64>(now.series)))
                  : tr("%1 series, patterns and traces looked at in %2")
                        .arg(looked, base::humanDuration(now.elapsedNs / base::nsPerMs * base::nsPerMs)));
    words << now.notes;
    if (now.looked > 0)
        for (const base::Error &error : now.errors)
            words << error.summary;
    m_state->setText(words.join(QStringLiteral(". ")));
    if (shown > 0)
        return m_panel->showContent();
    if (now.isBusy)
        return m_panel->showLoading(tr("Looking at every series, pattern and trace"), false);
    if (now.looked == 0 && !now.errors.empty())
        return m_panel->showError(tr("Nothing could be compared"), now.errors.front());
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
