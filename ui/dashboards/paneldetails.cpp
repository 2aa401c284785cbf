// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/paneldetails.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/base/units.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>

namespace wf::ui {

using namespace Qt::StringLiterals;
using widgets::PlainLabel;
using widgets::TextRole;

namespace {

constexpr int popupWidth = 460;

} // namespace

QString samplesLine(const engine::PanelAnswer &answer, qint64 nowNs)
{
    qsizetype series = 0;
    for (const auto &q : answer.queries)
        series += q ? static_cast<qsizetype>(q->series.size()) : 0;
    QStringList parts{
        QCoreApplication::translate("wf::ui::PanelDetails", "%1 – %2 UTC")
            .arg(base::timeOfDay(answer.range.startNs), base::timeOfDay(answer.range.endNs)),
        QCoreApplication::translate("wf::ui::PanelDetails", "step %1").arg(base::promDuration(answer.stepNs)),
        QCoreApplication::translate("wf::ui::PanelDetails", "%1 series").arg(base::groupedInteger(series)),
        QCoreApplication::translate("wf::ui::PanelDetails", "%1 samples").arg(base::groupedInteger(answer.samples))};
    if (answer.elapsedNs > 0)
        parts << QCoreApplication::translate("wf::ui::PanelDetails", "answered in %1")
                     .arg(base::humanDuration(answer.elapsedNs));
    if (answer.fetchedNs > 0)
        parts << base::ageText(nowNs - answer.fetchedNs);
    return parts.join(u", "_s);
}

PanelDetails::PanelDetails(const signals::PanelSpec &spec, const engine::PanelAnswer &answer, WatchContext &context,
                           QWidget *parent)
    : PopupCard(popupWidth, parent), m_context(context)
{
    setAccessibleName(tr("Details of %1").arg(spec.title));
    layout()->setSpacing(6);
    layout()->addWidget(new PlainLabel(spec.title, TextRole::Strong));
    addLine(spec.why);
    for (std::size_t i = 0; i < spec.queries.size() && !spec.told; ++i)
        addQuery(spec.queries[i].legend,
                 i < answer.asked.size() && !answer.asked[i].isEmpty() ? answer.asked[i] : spec.queries[i].expr,
                 i < answer.queries.size() ? answer.queries[i] : nullptr);
    addLine(samplesLine(answer, context.clock().nowNs()));
    for (const QString &note : answer.completeness.notes.mid(0, 5))
        addLine(note);
    if (answer.error)
        addLine(answer.error->summary);
    for (const signals::PanelThreshold &t : spec.thresholds)
        addLine(tr("Threshold %1, from an alert rule that reads the same metrics").arg(t.label));
}

void PanelDetails::addLine(const QString &text, bool mono)
{
    if (text.isEmpty())
        return;
    auto *label = new PlainLabel(text, mono ? TextRole::MonoSmall : TextRole::Small,
                                 mono ? PlainLabel::Tone::Primary : PlainLabel::Tone::Secondary);
    label->setWrap(true);
    label->setFixedWidth(textWidth());
    layout()->addWidget(label);
}

void PanelDetails::addQuery(const QString &name, const QString &expr, const signals::QueryAnswerPtr &answer)
{
    addLine(expr, true);
    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    const auto count = answer ? static_cast<qsizetype>(answer->series.size()) : 0;
    row->addWidget(new PlainLabel((name.isEmpty() || name.contains("{{"_L1) ? QString() : name + u", "_s) +
                                      tr("%1 series").arg(base::groupedInteger(count)),
                                  TextRole::Micro, PlainLabel::Tone::Tertiary),
                   1);
    auto *copy = new widgets::Button(tr("Copy query"), u"copy"_s);
    auto *open = new widgets::Button(tr("Open in Metrics"), u"metrics"_s);
    connect(copy, &QPushButton::clicked, this, [expr] { QApplication::clipboard()->setText(expr); });
    connect(open, &QPushButton::clicked, this, [this, expr] {
        m_context.askMetrics(expr, m_context.range());
        close();
    });
    auto *alerts = new widgets::Button(tr("Who alerts on this"), u"threshold"_s);
    connect(alerts, &QPushButton::clicked, this, [this, expr] {
        signals::Subject subject;
        subject.kind = signals::SubjectKind::Metric;
        subject.id = expr;
        subject.title = expr;
        m_context.askRules(subject);
        close();
    });
    row->addWidget(alerts);
    row->addWidget(copy);
    row->addWidget(open);
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
}

} // namespace wf::ui
