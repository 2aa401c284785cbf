// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/spandetails.h"

#include "models/base/duration.h"
#include "ui/traces/tracefacts.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>
#include <QSplitter>

namespace wf::ui {

using widgets::PlainLabel;
using widgets::TextRole;

SpanDetails::SpanDetails(QWidget *parent)
    : QWidget(parent),
      m_title(new PlainLabel({}, TextRole::Strong)),
      m_counts(new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Secondary)),
      m_facts(new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Secondary)),
      m_tags(new FactList(tr("Tags"))),
      m_events(new FactList(tr("Events and error path"))),
      m_process(new FactList(tr("Process, links and warnings")))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 7, 12, 5);
    head->setSpacing(14);
    m_facts->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    head->addWidget(m_title);
    head->addWidget(m_counts);
    head->addStretch(1);
    head->addWidget(m_facts);
    column->addLayout(head);
    auto *split = new QSplitter(Qt::Horizontal);
    split->addWidget(m_tags);
    split->addWidget(m_events);
    split->addWidget(m_process);
    split->setSizes({330, 330, 280});
    column->addWidget(split, 1);
}

void SpanDetails::setSpan(const signals::TracePtr &trace, int index, const std::vector<int> &errorPath)
{
    if (!trace || index < 0) {
        m_title->setText(tr("Choose a span"));
        m_counts->setText(tr("J and K move, X goes to the next error, P along the critical path"));
        m_facts->setText({});
        for (auto *list : {m_tags, m_events, m_process})
            list->setSections({});
        return;
    }
    const auto &span = trace->spans[static_cast<std::size_t>(index)];
    m_title->setText(span.operation);
    m_counts->setText(tr("Tags %1   Events %2").arg(span.tags.labels().size()).arg(span.events.list().size()));
    m_facts->setText(tr("%1, %2, starts at %3")
                         .arg(trace->service(span), base::humanDuration(span.durationNs),
                              base::humanDuration(span.startNs - trace->startNs())));
    m_tags->setSections(tagFacts(span));
    auto events = eventFacts(span);
    if (!errorPath.empty())
        events.push_back(errorPathFacts(*trace, errorPath));
    m_events->setSections(std::move(events));
    m_process->setSections(processFacts(*trace, span));
}

} // namespace wf::ui
