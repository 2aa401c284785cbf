// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/editor/ruleform.h"

#include "models/base/duration.h"
#include "models/engine/explore/language/syntax.h"
#include "models/engine/rules/editing/readsas.h"
#include "ui/base/proposing.h"
#include "ui/rules/editor/homepicker.h"
#include "ui/rules/editor/labelchips.h"
#include "ui/rules/editor/panels/hearerspanel.h"
#include "ui/rules/editor/panels/iconline.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/text/safetext.h"
#include "widgets/base/theme.h"
#include "widgets/codeedit/codeedit.h"
#include "widgets/expression/expressionedit.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLineEdit>
#include <QScrollArea>

namespace wf::ui {

using namespace Qt::StringLiterals;
using engine::RuleField;
using widgets::PlainLabel;
using widgets::TextRole;
using Tone = PlainLabel::Tone;

namespace {

const QStringList waits{u"0s"_s, u"30s"_s, u"1m"_s, u"2m"_s, u"5m"_s, u"10m"_s, u"15m"_s, u"30m"_s, u"1h"_s};

bool isTemplate(RuleField field)
{
    return field == RuleField::Summary || field == RuleField::Description || field == RuleField::Runbook;
}

} // namespace

RuleForm::RuleForm(engine::RuleBench &bench, engine::ReplayBench &replay, engine::HearerDesk &hearers,
                   engine::Completer &completer, QWidget *parent)
    : QWidget(parent),
      m_bench(bench),
      m_replay(replay),
      m_completer(completer),
      m_condition(new widgets::ExpressionEdit(tr("Condition"))),
      m_labels(new LabelChips),
      m_labelsBelow(new IconLine(true)),
      m_whereBelow(new IconLine(true)),
      m_lock(new IconLine(true)),
      m_others(new PlainLabel({}, TextRole::Micro, Tone::Tertiary)),
      m_where(new HomePicker(tr("Kept in"))),
      m_nameSpace(new QLineEdit),
      m_scroll(new QScrollArea),
      m_hearers(new HearersPanel(hearers))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(pauseMs);
    build();
    connect(&m_soon, &QTimer::timeout, this, [this] {
        judge();
        Q_EMIT settledChanged();
    });
    connect(&m_bench, &engine::RuleBench::changed, this, [this] {
        fill();
        m_soon.start();
    });
    connect(&m_bench, &engine::RuleBench::homesChanged, this, &RuleForm::fillWhere);
    connect(&m_bench, &engine::RuleBench::phaseChanged, this, &RuleForm::fillWhere);
    connect(&m_replay, &engine::ReplayBench::changed, this, &RuleForm::judge);
}

RuleForm::~RuleForm() = default;

QLineEdit *RuleForm::line(RuleField field)
{
    auto *edit = new QLineEdit;
    edit->setFont(widgets::Theme::of(this).font(TextRole::Mono));
    connect(edit, &QLineEdit::textEdited, this, [this, field](const QString &text) { m_bench.set(field, text); });
    return edit;
}

widgets::CodeEdit *RuleForm::code(RuleField field, const QString &name, int least, int most)
{
    auto *edit = new widgets::CodeEdit(name);
    edit->setLinesShown(least, most);
    connect(edit, &widgets::CodeEdit::edited, this, [this, field, edit] { m_bench.set(field, edit->toPlainText()); });
    return edit;
}

QComboBox *RuleForm::combo(RuleField field, const QStringList &choices)
{
    auto *box = new QComboBox;
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->addItems(choices);
    box->setMinimumContentsLength(3);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumWidth(64);
    if (field != RuleField::Severity)
        box->lineEdit()->setPlaceholderText(u"0s"_s);
    box->setCompleter(nullptr);
    box->setFocusPolicy(Qt::StrongFocus);
    box->installEventFilter(this);
    box->lineEdit()->setFont(widgets::Theme::of(this).font(TextRole::Base));
    connect(box, &QComboBox::editTextChanged, this, [this, field](const QString &text) { m_bench.set(field, text); });
    return box;
}

// Scrolling past a field must not change it.
bool RuleForm::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::Wheel)
        return QWidget::eventFilter(watched, event);
    event->ignore();
    return true;
}

QWidget *RuleForm::addField(QBoxLayout &column, RuleField field, const QString &caption, QWidget *edit)
{
    auto *around = new QWidget;
    auto *inside = new QVBoxLayout(around);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(3);
    auto *below = new IconLine(true);
    inside->addWidget(new PlainLabel(caption, TextRole::Small, Tone::Secondary));
    inside->addWidget(edit);
    inside->addWidget(below);
    edit->setAccessibleName(caption);
    column.addWidget(around);
    m_fields[field] = {edit, below, around};
    return around;
}

void RuleForm::build()
{
    auto *inside = new QWidget;
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(14, 12, 14, 12);
    column->setSpacing(9);
    column->addWidget(m_lock);
    addField(*column, RuleField::Name, tr("Name"), line(RuleField::Name));
    buildCondition(*column);
    auto *waiting = new QHBoxLayout;
    waiting->setSpacing(10);
    addField(*waiting, RuleField::For, tr("Holds for"), combo(RuleField::For, waits));
    addField(*waiting, RuleField::KeepFiringFor, tr("Keeps firing for"), combo(RuleField::KeepFiringFor, waits));
    addField(*waiting, RuleField::Severity, tr("Severity"),
             combo(RuleField::Severity, {u"critical"_s, u"warning"_s, u"info"_s}));
    column->addLayout(waiting);
    auto *labels = new QVBoxLayout;
    labels->setSpacing(3);
    labels->addWidget(new PlainLabel(tr("Labels"), TextRole::Small, Tone::Secondary));
    labels->addWidget(m_labels);
    labels->addWidget(m_labelsBelow);
    column->addLayout(labels);
    addField(*column, RuleField::Summary, tr("Summary"), code(RuleField::Summary, tr("Summary"), 1, 3));
    addField(*column, RuleField::Description, tr("What it means"),
             code(RuleField::Description, tr("What it means"), 2, 5));
    addField(*column, RuleField::Runbook, tr("What to do, or a runbook"),
             code(RuleField::Runbook, tr("Runbook"), 1, 5));
    column->addWidget(m_others);
    buildWhere(*column);
    column->addStretch(1);
    m_scroll->setWidget(inside);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->viewport()->setAutoFillBackground(false);
    inside->setAutoFillBackground(false);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_scroll, 1);
    all->addWidget(m_hearers);
    connect(m_labels, &LabelChips::labelChanged, this, [this](const QString &name, const QString &value) {
        const QString why = m_bench.setLabel(name, value);
        m_labelsBelow->show(u"sev-critical"_s, why, Tone::Critical);
    });
    connect(m_labels, &LabelChips::refused, this,
            [this](const QString &why) { m_labelsBelow->show(u"sev-critical"_s, why, Tone::Critical); });
}

void RuleForm::buildWhere(QBoxLayout &column)
{
    auto *where = new QHBoxLayout;
    where->setSpacing(10);
    addField(*where, RuleField::Group, tr("Group"), line(RuleField::Group));
    addField(*where, RuleField::Interval, tr("Evaluated every"), line(RuleField::Interval));
    where->setStretch(0, 2);
    where->setStretch(1, 1);
    column.addLayout(where);
    m_nameSpace->setPlaceholderText(tr("Namespace"));
    m_nameSpace->setMinimumWidth(110);
    m_nameSpace->setAccessibleName(tr("Namespace that the rule is kept in"));
    m_where->setAccessibleName(tr("Where the rule is kept"));
    auto *kept = new QHBoxLayout;
    kept->setSpacing(8);
    kept->addWidget(m_where);
    kept->addWidget(m_nameSpace, 1);
    kept->addStretch(1);
    column.addLayout(kept);
    column.addWidget(m_whereBelow);
    connect(m_where, &HomePicker::homeChosen, &m_bench, &engine::RuleBench::chooseHome);
    connect(m_where, &HomePicker::fileChosen, this, [this](const engine::RuleHome &home, const QString &path) {
        if (!home.isSamePlace(m_bench.home()))
            m_bench.chooseHome(home);
        m_bench.chooseFile(path);
    });
    connect(m_nameSpace, &QLineEdit::editingFinished, this, [this] {
        if (!m_nameSpace->text().trimmed().isEmpty())
            m_bench.chooseNameSpace(m_nameSpace->text().trimmed());
    });
}

void RuleForm::buildCondition(QBoxLayout &column)
{
    m_condition->setFramed(true);
    m_condition->setLines(3, 12);
    // At once, not when typing rests: the draft must lose nothing.
    connect(m_condition, &QPlainTextEdit::textChanged, this, [this] {
        if (m_condition->text() != m_bench.rule().value(RuleField::Expr))
            m_bench.set(RuleField::Expr, m_condition->text());
    });
    addField(column, RuleField::Expr, tr("Condition"), m_condition);
}

void RuleForm::fillField(RuleField field)
{
    QWidget *edit = m_fields.at(field).edit;
    const QString value = m_bench.rule().value(field);
    if (field == RuleField::Expr)
        return m_condition->setText(value);
    if (isTemplate(field))
        return static_cast<widgets::CodeEdit *>(edit)->setCode(value);
    if (auto *box = qobject_cast<QComboBox *>(edit)) {
        if (box->currentText() != value) {
            const QSignalBlocker quiet(box);
            box->setEditText(value);
        }
    } else if (auto *plain = qobject_cast<QLineEdit *>(edit); plain && plain->text() != value) {
        plain->setText(value);
    }
}

// Rules over logs are LogQL, of which nothing is coloured or proposed here.
void RuleForm::fillLanguage()
{
    const bool isPromql = !m_bench.rule().place().isOverLogs;
    if (m_isPromql == isPromql)
        return;
    m_isPromql = isPromql;
    m_condition->setHighlighting(isPromql ? engine::promqlSpans : widgets::ExpressionHighlighter::Spans());
    disconnect(m_proposing);
    if (isPromql)
        m_proposing = proposeFrom(m_completer, *m_condition);
}

void RuleForm::fill()
{
    const auto &rule = m_bench.rule();
    for (const auto &[field, parts] : m_fields)
        fillField(field);
    m_labels->setLabels(rule.labels());
    const bool alerts = rule.alerts();
    for (const auto field : {RuleField::For, RuleField::KeepFiringFor, RuleField::Severity, RuleField::Summary,
                             RuleField::Description, RuleField::Runbook})
        m_fields.at(field).around->setVisible(alerts);
    fillLanguage();
    for (const auto &[field, parts] : m_fields)
        parts.edit->setEnabled(rule.isReadable() || field == RuleField::Group || field == RuleField::Interval);
    m_labels->setEnabled(rule.isReadable());
    m_lock->show(u"lock"_s,
                 rule.isReadable() || !m_bench.isOpen()
                     ? QString()
                     : tr("The YAML is no rule now: the form shows the last one. Put it right in the YAML tab."),
                 Tone::Warning);
    const QStringList others = rule.otherAnnotations();
    m_others->setText(others.isEmpty() ? QString() : tr("In the YAML also: %1").arg(others.join(u", "_s)));
    m_others->setVisible(!others.isEmpty());
    fillHearers();
}

void RuleForm::fillHearers()
{
    const signals::Rule rule = m_bench.rule().rule();
    if (!m_bench.rule().alerts())
        return m_hearers->hideWhy(tr("A recording rule tells nobody: it writes %1.").arg(rule.name));
    base::Labels alert = m_replay.now() && m_replay.now()->sample ? m_replay.now()->sample->labels : base::Labels();
    for (const auto &[name, value] : rule.labels)
        if (value.find("{{") == std::string::npos)
            alert = alert.with(name, value);
    m_hearers->show(alert.without({"__name__"}).with("alertname", rule.name.toStdString()));
}

void RuleForm::sayBelow(RuleField field, const QString &right)
{
    const auto problems = m_bench.rule().problems(field);
    if (field == RuleField::Expr)
        m_condition->setMarks(problems);
    else if (isTemplate(field))
        static_cast<widgets::CodeEdit *>(m_fields.at(field).edit)->setProblems(problems);
    IconLine *below = m_fields.at(field).below;
    if (!problems.empty())
        return below->show(u"sev-critical"_s, problems.front().message, Tone::Critical);
    below->show({}, right, Tone::Tertiary);
}

void RuleForm::judge()
{
    if (!m_bench.isOpen())
        return;
    if (m_soon.isActive())
        return fillHearers(); // what is wrong is said once nobody types
    const auto &rule = m_bench.rule();
    for (const auto &[field, parts] : m_fields)
        if (field != RuleField::Expr)
            sayBelow(field, {});
    const auto &now = m_replay.now();
    for (const auto field : {RuleField::Summary, RuleField::Description}) {
        const QString text = rule.value(field);
        if (!now || !now->sample || !text.contains(u"{{"_s))
            continue;
        const auto read = engine::readsAs(text, *now->sample);
        if (read)
            sayBelow(field, tr("Reads: %1").arg(read->simplified()));
    }
    judgeCondition();
    fillHearers();
}

void RuleForm::judgeCondition()
{
    sayBelow(RuleField::Expr, {});
    IconLine *below = m_fields.at(RuleField::Expr).below;
    const auto problems = m_bench.rule().problems(RuleField::Expr);
    const QString expr = m_bench.rule().value(RuleField::Expr);
    if (!problems.empty()) {
        const qsizetype line = expr.left(problems.front().start).count(u'\n') + 1;
        const qsizetype column = problems.front().start - expr.lastIndexOf(u'\n', problems.front().start - 1);
        return below->show(u"sev-critical"_s,
                           tr("%1:%2 %3").arg(line).arg(std::max<qsizetype>(1, column)).arg(problems.front().message),
                           Tone::Critical);
    }
    const auto &now = m_replay.now();
    if (m_replay.probeError())
        below->show(u"sev-warning"_s, tr("valid, and refused: %1").arg(m_replay.probeError()->summary), Tone::Warning);
    else if (!now)
        below->show(u"sev-ok"_s, m_replay.isAsking() ? tr("valid, asking for what it gives") : tr("valid"), Tone::Ok);
    else if (now->series == 0)
        below->show(u"info"_s, tr("valid, and gives no series now"), Tone::Secondary);
    else
        below->show(u"sev-ok"_s,
                    tr("valid, %1 series, %2")
                        .arg(now->series)
                        .arg(base::humanDuration(std::max<qint64>(now->tookNs / base::nsPerMs, 1) * base::nsPerMs)),
                    Tone::Ok);
}

void RuleForm::fillWhere()
{
    const auto &home = m_bench.home();
    const bool isFile = home.kind == engine::RuleHomeKind::File;
    const bool hasHomes = !m_bench.homes().empty();
    const bool isNamed = hasHomes && !isFile && !m_bench.known(); // its namespace is written beside it
    const bool isAsked = m_bench.phase() == engine::RuleBench::Phase::Reading;
    m_where->setHomes(m_bench.homes(), home, isAsked, isNamed);
    m_nameSpace->setVisible(isNamed);
    if (!m_nameSpace->hasFocus())
        m_nameSpace->setText(home.nameSpace);
    const bool mayMove = isFile || !m_bench.known();
    m_fields.at(RuleField::Group).edit->setEnabled(mayMove);
    widgets::setPlainToolTip(m_fields.at(RuleField::Group).edit,
                             mayMove ? QString() : tr("Behind the API a rule stays in its group"));
    if (!hasHomes && !isAsked && !m_bench.homeError())
        m_whereBelow->show(u"info"_s, tr("No source keeps rules: start the station, or connect a ruler."),
                           Tone::Secondary);
    else if (m_bench.homeError())
        m_whereBelow->show(u"sev-warning"_s, m_bench.homeError()->summary, Tone::Warning);
    else if (!home.canWrite)
        m_whereBelow->show(u"lock"_s, home.reason, Tone::Warning);
    else if (!home.reason.isEmpty())
        m_whereBelow->show(u"info"_s, home.reason, Tone::Secondary);
    else
        m_whereBelow->clear();
}

void RuleForm::focusField(RuleField field)
{
    QWidget *edit = m_fields.at(field).edit;
    edit->setFocus(Qt::OtherFocusReason);
    m_scroll->ensureWidgetVisible(edit);
}

void RuleForm::finish()
{
    m_labels->take();
    if (m_nameSpace->isVisible() && !m_nameSpace->text().trimmed().isEmpty())
        m_bench.chooseNameSpace(m_nameSpace->text().trimmed());
}

} // namespace wf::ui
