// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/tabs/similarpanel.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "ui/incidents/rows/incidentrows.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/table/rowroles.h"
#include "widgets/table/rowtable.h"

#include <QVBoxLayout>

#include <cmath>

namespace wf::ui {

using namespace Qt::StringLiterals;
using engine::SimilarStory;
using widgets::CellKind;

namespace {

QString say(const char *text)
{
    return SimilarPanel::tr(text);
}

QString endOf(const SimilarStory &story)
{
    const auto &past = story.similar.past;
    if (!past.outcome)
        return say("not said");
    return *past.outcome == engine::OutcomeKind::Real    ? say("was real")
           : *past.outcome == engine::OutcomeKind::Noise ? say("was noise")
                                                         : say("healed itself");
}

QString helpedOf(const SimilarStory &story)
{
    QStringList out;
    if (!story.cause.isEmpty())
        out << say("%1 was the cause").arg(story.cause);
    if (!story.similar.past.outcomeNote.isEmpty())
        out << story.similar.past.outcomeNote;
    out << story.notes;
    return out.join(u"; "_s);
}

using Text = std::function<QString(const SimilarStory &)>;

auto cell(Text text, Text second = {})
{
    return [text = std::move(text), second = std::move(second)](const SimilarStory &one, int role) -> QVariant {
        switch (role) {
        case Qt::DisplayRole:
            return text(one);
        case widgets::SecondLineRole:
            return second ? QVariant(second(one)) : QVariant();
        case widgets::RowKeyRole:
            return QVariant::fromValue<quint64>(static_cast<quint64>(one.similar.past.number));
        case widgets::GroupRole:
            return false;
        case widgets::AccessibleRowRole:
            return QStringList{one.similar.past.id(), one.similar.past.title, one.similar.reasons.join(u"; "_s),
                               endOf(one), helpedOf(one)}
                .join(u", "_s);
        default:
            return {};
        }
    };
}

} // namespace

SimilarPanel::SimilarPanel(engine::SimilarDesk &desk, WatchContext &context, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_context(context),
      m_rows(new items::RowsModel<SimilarStory, qint64>(
          {{tr("Alike"), Qt::AlignLeft,
            cell([](const auto &one) { return u"%1 %"_s.arg(std::lround(one.similar.score * 100)); })},
           {tr("Incident"), Qt::AlignLeft,
            cell([](const auto &one) { return one.similar.past.title; },
                 [](const auto &one) -> QString {
                     return QString(one.similar.past.id() + u"  "_s + one.similar.reasons.join(u"; "_s));
                 })},
           {tr("Ended"), Qt::AlignLeft,
            cell(endOf,
                 [&context](const auto &one) -> QString {
                     const auto &past = one.similar.past;
                     return QString(base::dayAndTime(past.closedNs, context.clock().nowNs()) + u", "_s +
                                    base::humanDuration(past.closedNs - past.openedNs));
                 })}},
          [](const SimilarStory &one) { return one.similar.past.number; }, this)),
      m_table(new widgets::RowTable),
      m_words(new widgets::PlainLabel({}, widgets::TextRole::Small, widgets::PlainLabel::Tone::Secondary))
{
    m_table->setAccessibleName(tr("Similar incidents, most alike first"));
    m_table->setTwoLines(true);
    m_table->setColumns({{.width = 58, .sortable = false},
                         {.minimum = 160, .stretch = 3, .sortable = false},
                         {.width = 150, .sortable = false}});
    m_table->setModel(new RowKinds(
        m_rows,
        {static_cast<int>(CellKind::Number), static_cast<int>(CellKind::Text), static_cast<int>(CellKind::Text)}, 1,
        this));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_table, 1);
    auto *line = new QVBoxLayout;
    line->setContentsMargins(12, 7, 12, 7);
    m_words->setWrap(true);
    line->addWidget(m_words);
    column->addLayout(line);
    column->addStretch(0);
    connect(&m_desk, &engine::SimilarDesk::changed, this, &SimilarPanel::refresh);
    connect(m_table, &widgets::RowTable::selectionChanged, this, &SimilarPanel::showCurrent);
    connect(m_table, &widgets::RowTable::activated, this, [this](quint64 key) {
        for (const auto &story : m_rows->rows())
            if (static_cast<quint64>(story.similar.past.number) == key) {
                auto subject = signals::Subject::ofService(story.similar.past.service);
                subject.timeNs = story.similar.past.openedNs; // the Thread goes to that night
                m_context.select(subject);
            }
    });
    refresh();
}

SimilarPanel::~SimilarPanel() = default;

int SimilarPanel::count() const
{
    return m_rows->rowCount();
}

void SimilarPanel::refresh()
{
    m_rows->setRows(m_desk.found());
    m_table->setVisible(m_rows->rowCount() > 0);
    if (m_rows->rowCount() > 0 && !m_table->hasCurrent())
        m_table->setCurrentKey(static_cast<quint64>(m_rows->rows().front().similar.past.number));
    showCurrent();
    Q_EMIT changed();
}

// What helped then, in full: the reason to look at it.
void SimilarPanel::showCurrent()
{
    if (m_rows->rowCount() == 0) {
        m_words->setText(m_desk.isSettled() ? tr("None of the last 30 days is like it.")
                                            : tr("Looking through the last 30 days…"));
        return;
    }
    for (const auto &story : m_rows->rows()) {
        if (static_cast<quint64>(story.similar.past.number) != m_table->currentKey())
            continue;
        const QString helped = helpedOf(story);
        const QString words = helped.isEmpty()
                                  ? tr("Nobody wrote down what helped with %1.").arg(story.similar.past.id())
                                  : tr("What helped with %1: %2").arg(story.similar.past.id(), helped);
        // Without the ledger nobody knows what was written down.
        m_words->setText(m_desk.error() ? m_desk.error()->summary : words);
        return;
    }
    m_words->setText({});
}

} // namespace wf::ui
