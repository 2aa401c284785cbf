// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/alertdetail.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/base/units.h"
#include "models/base/untrusted.h"
#include "models/engine/incidents/incident.h"
#include "ui/incidents/alertrows.h"
#include "ui/incidents/detail/factstrip.h"
#include "ui/incidents/detail/openaddress.h"
#include "ui/incidents/detail/rulechart.h"
#include "ui/incidents/detail/severitymark.h"
#include "ui/incidents/detail/textblock.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/text/safetext.h"

#include <QHBoxLayout>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wf::ui {

using engine::Handling;
using widgets::PlainLabel;
using widgets::TextRole;

namespace {

QString pairsText(const base::Labels &labels)
{
    std::size_t widest = 0;
    for (const auto &[name, value] : labels)
        widest = std::max(widest, std::min<std::size_t>(name.size(), 24));
    QStringList lines;
    for (const auto &[name, value] : labels)
        lines << QString::fromStdString(name).leftJustified(static_cast<int>(widest)) + u"  "_s +
                     QString::fromStdString(value).simplified();
    return lines.join(u'\n');
}

base::Labels commonLabels(const std::vector<engine::WatchedAlert> &alerts)
{
    std::vector<base::Labels::Pair> out;
    for (const auto &pair : alerts.front().alert.labels)
        if (std::all_of(alerts.begin(), alerts.end(),
                        [&pair](const auto &a) { return a.alert.labels.value(pair.first) == pair.second; }))
            out.push_back(pair);
    return base::Labels(std::move(out));
}

} // namespace

AlertDetail::AlertDetail(engine::AckDesk &desk, const engine::NoiseWatch &noise, engine::AlertRecorder &recorder,
                         engine::MetricReader &reader, WatchContext &context, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_noise(noise),
      m_recorder(recorder),
      m_context(context),
      m_mark(new SeverityMark),
      m_title(new PlainLabel({}, TextRole::Title)),
      m_summary(new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Secondary)),
      m_hint(new PlainLabel({}, TextRole::Base, PlainLabel::Tone::Tertiary)),
      m_acknowledge(new widgets::Button(tr("Acknowledge"), u"acknowledge"_s, u"A"_s)),
      m_silence(new widgets::Button(tr("Silence"), u"silence"_s, u"S"_s)),
      m_runbook(new widgets::Button(tr("Runbook"), u"book"_s)),
      m_editRule(new widgets::Button(tr("Edit rule"), u"threshold"_s)),
      m_facts(new FactStrip),
      m_chart(new RuleChart(reader, context)),
      m_scroll(new QScrollArea),
      m_rule(new TextBlock(tr("Rule expression"))),
      m_labels(new TextBlock(tr("Labels"))),
      m_annotations(new TextBlock(tr("Annotations"))),
      m_history(new TextBlock(tr("Earlier firings")))
{
    build();
    connect(m_acknowledge, &QPushButton::clicked, this, [this] {
        const bool held = !m_alerts.empty() && m_alerts.front().handling >= Handling::Acknowledged &&
                          !m_alerts.front().silenceId.isEmpty();
        if (held)
            Q_EMIT endRequested();
        else
            Q_EMIT acknowledgeRequested();
    });
    connect(m_silence, &QPushButton::clicked, this, &AlertDetail::silenceRequested);
    connect(m_runbook, &QPushButton::clicked, this, &AlertDetail::openRunbook);
    connect(m_editRule, &QPushButton::clicked, this, &AlertDetail::editRule);
    connect(m_chart, &RuleChart::settledChanged, this, &AlertDetail::settledChanged);
    show({});
}

AlertDetail::~AlertDetail() = default;

void AlertDetail::build()
{
    auto *titles = new QHBoxLayout;
    titles->setContentsMargins(12, 10, 12, 4);
    titles->setSpacing(8);
    titles->addWidget(m_mark);
    titles->addWidget(m_title, 1);
    m_summary->setWrap(true);
    auto *words = new QHBoxLayout;
    words->setContentsMargins(12, 0, 12, 8);
    words->addWidget(m_summary);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(12, 0, 12, 10);
    buttons->setSpacing(6);
    buttons->addWidget(m_acknowledge);
    buttons->addWidget(m_silence);
    buttons->addWidget(m_runbook);
    buttons->addWidget(m_editRule);
    buttons->addStretch(1);
    m_acknowledge->setPrimary(true);

    auto *inside = new QWidget;
    m_column = new QVBoxLayout(inside);
    m_column->setContentsMargins(0, 0, 0, 12);
    m_column->setSpacing(0);
    m_chart->setMinimumHeight(190);
    m_column->addWidget(m_chart);
    m_ruleTitle = addSection(tr("Rule"), m_rule);
    m_labelsTitle = addSection(tr("Labels"), m_labels);
    m_annotationsTitle = addSection(tr("Annotations"), m_annotations);
    m_historyTitle = addSection(tr("Earlier firings, last 30 days"), m_history);
    m_column->addStretch(1);
    m_scroll->setWidget(inside);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);
    inside->setAutoFillBackground(false);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWrap(true);

    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(titles);
    all->addLayout(words);
    all->addLayout(buttons);
    all->addWidget(m_facts);
    all->addWidget(m_scroll, 1);
    all->addWidget(m_hint, 1);
}

PlainLabel *AlertDetail::addSection(const QString &title, QWidget *content)
{
    auto *label = new PlainLabel(title, TextRole::SmallStrong, PlainLabel::Tone::Secondary);
    auto *row = new QVBoxLayout;
    row->setContentsMargins(12, 12, 12, 0);
    row->setSpacing(6);
    row->addWidget(label);
    row->addWidget(content);
    m_column->addLayout(row);
    return label;
}

void AlertDetail::showSection(PlainLabel *title, QWidget *content, bool shown)
{
    title->setVisible(shown);
    content->setVisible(shown);
}

void AlertDetail::show(std::vector<engine::WatchedAlert> alerts)
{
    m_alerts = std::move(alerts);
    const bool any = !m_alerts.empty();
    for (QWidget *w :
         {static_cast<QWidget *>(m_mark), static_cast<QWidget *>(m_title), static_cast<QWidget *>(m_summary),
          static_cast<QWidget *>(m_acknowledge), static_cast<QWidget *>(m_silence), static_cast<QWidget *>(m_runbook),
          static_cast<QWidget *>(m_editRule), static_cast<QWidget *>(m_facts), static_cast<QWidget *>(m_scroll)})
        w->setVisible(any);
    m_hint->setVisible(!any);
    m_hint->setText(tr("Select an alert to see its rule, its graph and who looks after it."));
    if (!any) {
        m_chart->setAlert(nullptr);
        m_historyRequest.cancel();
        return;
    }
    if (m_alerts.size() == 1)
        fillOne(m_alerts.front());
    else
        fillMany();
    fillActions();
}

void AlertDetail::fillOne(const engine::WatchedAlert &alert)
{
    m_mark->setSeverity(alert.alert.severity());
    m_title->setText(engine::calledAs(alert));
    QString summary = alert.alert.annotations.text("summary");
    if (const QString description = alert.alert.annotations.text("description");
        !description.isEmpty() && description != summary)
        summary = summary.isEmpty() ? description : summary + u' ' + description;
    m_summary->setText(summary.simplified());
    m_summary->setVisible(!summary.isEmpty());
    fillFacts(alert);
    m_chart->setAlert(&alert);
    if (alert.rule) {
        QString rule = alert.rule->query.simplified();
        if (alert.rule->forNs > 0)
            rule += u"\n"_s + tr("for %1").arg(base::promDuration(alert.rule->forNs));
        if (!alert.rule->group.isEmpty())
            rule += u"\n"_s + tr("in group %1").arg(alert.rule->group);
        m_rule->show(rule);
    }
    showSection(m_ruleTitle, m_rule, alert.rule != nullptr);
    m_labels->show(pairsText(alert.alert.labels));
    m_labelsTitle->setText(tr("Labels"));
    showSection(m_labelsTitle, m_labels, true);
    m_annotations->show(pairsText(alert.alert.annotations));
    showSection(m_annotationsTitle, m_annotations, !alert.alert.annotations.isEmpty());
    askHistory(alert);
}

void AlertDetail::fillMany()
{
    signals::Severity worst = signals::Severity::Unknown;
    qint64 first = 0;
    int held = 0;
    for (const auto &alert : m_alerts) {
        worst = signals::worse(worst, alert.alert.severity());
        first = first == 0 ? alert.alert.startsNs : std::min(first, alert.alert.startsNs);
        held += alert.handling >= Handling::Acknowledged ? 1 : 0;
    }
    m_mark->setSeverity(worst);
    m_title->setText(tr("%n alerts selected", nullptr, static_cast<int>(m_alerts.size())));
    m_summary->setVisible(false);
    m_facts->setFacts({{tr("First since"), base::dayAndTime(first, m_context.clock().nowNs())},
                       {tr("Open"), base::groupedInteger(static_cast<int>(m_alerts.size()) - held)},
                       {tr("Held"), base::groupedInteger(held)}});
    m_chart->setAlert(nullptr);
    m_historyRequest.cancel();
    const base::Labels common = commonLabels(m_alerts);
    m_labelsTitle->setText(tr("Labels in common"));
    m_labels->show(common.isEmpty() ? tr("none") : pairsText(common));
    showSection(m_labelsTitle, m_labels, true);
    showSection(m_ruleTitle, m_rule, false);
    showSection(m_annotationsTitle, m_annotations, false);
    showSection(m_historyTitle, m_history, false);
}

void AlertDetail::fillFacts(const engine::WatchedAlert &alert)
{
    using Tone = PlainLabel::Tone;
    const qint64 now = m_context.clock().nowNs();
    const Tone severe = alert.alert.severity() == signals::Severity::Critical  ? Tone::Critical
                        : alert.alert.severity() == signals::Severity::Warning ? Tone::Warning
                                                                               : Tone::Primary;
    std::vector<FactStrip::Fact> facts;
    facts.push_back({tr("Since"), base::dayAndTime(alert.alert.startsNs, now) + u"  "_s +
                                      base::humanDuration(std::max<qint64>(0, now - alert.alert.startsNs) /
                                                          base::nsPerSecond * base::nsPerSecond)});
    if (const auto *quiet = m_noise.find(alert.key))
        facts.push_back({tr("Quiet"), quiet->words, Tone::Secondary});
    if (alert.alert.value)
        facts.push_back({tr("Value"), base::formatValue(*alert.alert.value, base::Unit::None), severe});
    const auto *op = m_desk.snapshot()->forAlert(alert.alert.fingerprint);
    if (alert.handling == Handling::Acknowledged || alert.handling == Handling::Silenced) {
        facts.push_back({alert.handling == Handling::Acknowledged ? tr("Acknowledged") : tr("Silenced"), alert.owner,
                         Tone::Acknowledged});
        if (alert.heldUntilNs != 0)
            facts.push_back(
                {op && op->extendByNs > 0 ? tr("Extended at") : tr("Ends"), base::dayAndTime(alert.heldUntilNs, now)});
        if (!alert.note.isEmpty())
            facts.push_back({tr("Why"), alert.note});
    } else if (op && op->state == store::OpState::NeedsAttention) {
        facts.push_back({tr("Not sent"), op->error, Tone::Critical});
    } else if (op) {
        facts.push_back({tr("Acknowledgement"), tr("queued"), Tone::Acknowledged});
    } else if (const auto *coming = m_desk.comingFor(alert)) {
        facts.push_back({tr("Acknowledgement"),
                         tr("of %1, begins %2").arg(coming->createdBy, base::dayAndTime(coming->startsNs, now)),
                         Tone::Acknowledged});
    } else {
        facts.push_back(
            {tr("State"), alert.onlyRuleKnows() ? tr("only its rule fires") : engine::handlingName(alert.handling)});
    }
    if (const QString where = whereText(alert); !where.isEmpty())
        facts.push_back({tr("Where"), where, Tone::Secondary});
    m_facts->setFacts(std::move(facts));
}

void AlertDetail::fillActions()
{
    const auto may = m_desk.mayAct();
    const bool one = m_alerts.size() == 1;
    const bool held =
        one && m_alerts.front().handling >= Handling::Acknowledged && !m_alerts.front().silenceId.isEmpty();
    m_acknowledge->setText(
        !held ? tr("Acknowledge")
              : (m_alerts.front().handling == Handling::Acknowledged ? tr("End acknowledgement") : tr("End silence")));
    m_acknowledge->setPrimary(!held);
    m_acknowledge->setKeyHint(held ? QString() : u"A"_s);
    const bool known = std::any_of(m_alerts.begin(), m_alerts.end(), [](const auto &a) { return !a.onlyRuleKnows(); });
    const QString reason =
        !may ? may.error().summary
             : (known ? QString() : tr("Alertmanager does not know this alert: only its rule fires."));
    for (auto *button : {m_acknowledge, m_silence}) {
        button->setEnabled(reason.isEmpty());
        widgets::setPlainToolTip(button, reason);
    }
    const QString address = runbook();
    m_runbook->setVisible(one && !address.isEmpty());
    m_editRule->setVisible(one);
    m_runbook->setEnabled(base::isSafeWebAddress(address));
    widgets::setPlainToolTip(m_runbook,
                             base::isSafeWebAddress(address) ? address : tr("Not a web address: %1").arg(address));
}

QString AlertDetail::runbook() const
{
    if (m_alerts.size() != 1)
        return {};
    for (const char *name : {"runbook_url", "runbook", "runbook_link", "playbook"}) {
        if (const QString own = m_alerts.front().alert.annotations.text(name); !own.isEmpty())
            return own;
        if (const auto &rule = m_alerts.front().rule; rule && rule->annotations.has(name))
            return rule->annotations.text(name);
    }
    return {};
}

void AlertDetail::openRunbook()
{
    if (const QString address = runbook(); base::isSafeWebAddress(address))
        openAddress(address, this);
}

void AlertDetail::editRule()
{
    if (m_alerts.size() != 1)
        return;
    signals::Subject subject = signals::Subject::ofService(m_alerts.front().service);
    subject.kind = signals::SubjectKind::Alert;
    subject.labels = m_alerts.front().alert.labels;
    subject.title = m_alerts.front().alert.name();
    m_context.askRules(subject);
}

void AlertDetail::askHistory(const engine::WatchedAlert &alert)
{
    const qint64 now = m_context.clock().nowNs();
    if (std::exchange(m_historyOf, alert.key) != alert.key)
        showSection(m_historyTitle, m_history, false);
    m_historyRequest =
        m_recorder.history(alert.alert.fingerprint, {now - 30 * base::nsPerDay, now}, [this, now](const auto &answer) {
            if (!answer || m_alerts.size() != 1)
                return;
            QStringList lines;
            for (const auto &episode : *answer) {
                if (episode.endNs == 0)
                    continue; // the present one
                const qint64 seconds = (episode.endNs - episode.startNs) / base::nsPerSecond;
                QString line = base::dayAndTime(episode.startNs, now) + u"  "_s;
                line += tr("for %1").arg(base::humanDuration(seconds * base::nsPerSecond));
                if (!episode.acknowledgedBy.isEmpty())
                    line += u"  "_s + tr("acknowledged by %1").arg(episode.acknowledgedBy);
                lines << line;
            }
            m_history->show(lines.join(u'\n'));
            showSection(m_historyTitle, m_history, !lines.isEmpty());
        });
}

void AlertDetail::paintEvent(QPaintEvent *event)
{
    QPainter(this).fillRect(event->rect(), widgets::Theme::of(this).surface.panel);
}

void AlertDetail::setActive(bool active)
{
    m_chart->setActive(active);
}

void AlertDetail::refresh()
{
    m_chart->refresh();
}

bool AlertDetail::isSettled() const
{
    return m_chart->isSettled();
}

} // namespace wf::ui
