// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/editing/panel/paneleditor.h"

#include "models/base/untrusted.h"
#include "models/engine/boards/editing/panelkinds.h"
#include "models/engine/boards/editing/paneltext.h"
#include "models/engine/boards/objective/objectivepanel.h"
#include "models/engine/objectives/objectivekeeper.h"
#include "ui/dashboards/editing/panel/fieldform.h"
#include "ui/dashboards/editing/panel/formlook.h"
#include "ui/dashboards/editing/panel/kindform.h"
#include "ui/dashboards/editing/panel/overriderows.h"
#include "ui/dashboards/editing/panel/queryrows.h"
#include "ui/dashboards/editing/panel/transformrows.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/theme.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QTabWidget>

namespace wf::ui {

using namespace Qt::StringLiterals;
using signals::BoardPanel;
using widgets::PlainLabel;
using widgets::TextRole;

namespace {

constexpr int previewAfterMs = 300; // DESIGN.md 6
constexpr int optionsWidth = 340;

QStringList repeatable(const signals::Dashboard &dashboard)
{
    QStringList out;
    for (const signals::BoardVariable &v : dashboard.variables)
        if (v.multi || v.includeAll)
            out << v.name;
    return out;
}

} // namespace

PanelEditor::PanelEditor(BoardPanel panel, std::shared_ptr<const signals::Dashboard> dashboard,
                         query::VariableScope scope, BoardSurroundings around, QWidget *parent)
    : QDialog(parent),
      m_panel(panel),
      m_before(std::move(panel)),
      m_dashboard(std::move(dashboard)),
      m_scope(std::move(scope)),
      m_around(around),
      m_previewPlace(new QVBoxLayout),
      m_kind(new QComboBox),
      m_title(new QLineEdit),
      m_description(new QPlainTextEdit),
      m_queries(new QueryRows),
      m_transformations(new TransformRows),
      m_overrides(new OverrideRows),
      m_fields(new FieldForm),
      m_kindForm(new KindForm),
      m_json(new QPlainTextEdit),
      m_tabs(new QTabWidget),
      m_said(new PlainLabel({}, TextRole::Base, PlainLabel::Tone::Critical))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Edit %1").arg(m_panel.title.isEmpty() ? tr("a panel") : base::visibleText(m_panel.title, 60)));
    resize(1100, 720);
    build();
    offerObjectives();
    fill();
    m_soon.setSingleShot(true);
    m_soon.setInterval(previewAfterMs);
    connect(&m_soon, &QTimer::timeout, this, &PanelEditor::showPreview);
    showPreview();
    m_title->setFocus();
}

PanelEditor::~PanelEditor() = default;

void PanelEditor::build()
{
    m_json->setFont(widgets::Theme::of(this).font(TextRole::Mono));
    m_json->setAccessibleName(tr("The panel as JSON"));
    m_json->setLineWrapMode(QPlainTextEdit::NoWrap);
    layOutText(m_json);
    m_said->setWrap(true);
    m_tabs->addTab(scrolling(m_queries), tr("Queries"));
    m_tabs->addTab(scrolling(m_transformations), tr("Transformations"));
    m_tabs->addTab(scrolling(m_overrides), tr("Overrides"));
    m_tabs->addTab(m_json, tr("JSON"));
    m_tabs->setDocumentMode(true);
    auto *left = new QSplitter(Qt::Vertical);
    auto *previewBox = new QWidget;
    previewBox->setLayout(m_previewPlace);
    m_previewPlace->setContentsMargins(0, 0, 0, 0);
    left->addWidget(previewBox);
    left->addWidget(m_tabs);
    left->setStretchFactor(0, 1);
    left->setStretchFactor(1, 1);
    auto *options = scrolling(makeOptions());
    options->setFixedWidth(optionsWidth);
    auto *cancel = new widgets::Button(tr("Cancel"), {}, tr("Esc"));
    auto *apply = new widgets::Button(tr("Apply"));
    apply->setPrimary(true);
    for (widgets::Button *button : {cancel, apply})
        button->setAutoDefault(false);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_said, 1);
    bottom->addWidget(cancel);
    bottom->addWidget(apply);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(16);
    middle->addWidget(left, 1);
    middle->addWidget(options);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(10);
    column->addLayout(middle, 1);
    column->addLayout(bottom);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(apply, &QPushButton::clicked, this, &PanelEditor::apply);
    connect(m_queries, &QueryRows::changed, this, &PanelEditor::take);
    connect(m_transformations, &TransformRows::changed, this, &PanelEditor::take);
    connect(m_overrides, &OverrideRows::changed, this, &PanelEditor::take);
    connect(m_json, &QPlainTextEdit::textChanged, this, &PanelEditor::takeJson);
}

void PanelEditor::offerObjectives()
{
    std::vector<KindForm::Choice> choices;
    if (const engine::ObjectiveKeeper *keeper = m_around.reader.objectives())
        for (const engine::ObjectiveState &state : keeper->snapshot()->objectives)
            choices.push_back({state.objective.id, state.title()});
    m_kindForm->setObjectives(std::move(choices));
}

QWidget *PanelEditor::makeOptions()
{
    for (const engine::PanelKindChoice &kind : engine::panelKindChoices())
        m_kind->addItem(kind.name, kind.type);
    m_description->setFixedHeight(QFontMetrics(font()).lineSpacing() * 3 + 12);
    layOutText(m_description);
    auto *form = new QFormLayout;
    layOutForm(form);
    form->addRow(tr("Title"), m_title);
    form->addRow(tr("Kind"), m_kind);
    form->addRow(tr("Description"), m_description);
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 8, 0);
    column->setSpacing(12);
    column->addLayout(form);
    column->addWidget(m_kindForm);
    column->addWidget(new PlainLabel(tr("Values"), TextRole::Strong));
    column->addWidget(m_fields);
    column->addStretch();
    connect(m_title, &QLineEdit::textEdited, this, &PanelEditor::take);
    connect(m_description, &QPlainTextEdit::textChanged, this, &PanelEditor::take);
    connect(m_kind, &QComboBox::activated, this, &PanelEditor::takeKind);
    connect(m_kindForm, &KindForm::changed, this, &PanelEditor::take);
    connect(m_fields, &FieldForm::changed, this, &PanelEditor::take);
    return box;
}

void PanelEditor::fill()
{
    m_isFilling = true;
    m_filled = m_panel;
    m_title->setText(m_panel.title);
    m_description->setPlainText(m_panel.description);
    if (m_kind->findData(m_panel.type) < 0)
        m_kind->addItem(m_panel.type, m_panel.type); // a kind that is kept and cannot be made here
    m_kind->setCurrentIndex(m_kind->findData(m_panel.type));
    m_queries->setTargets(m_panel.targets, m_panel.dataSource);
    m_queries->setEnabled(engine::asksSources(m_panel.type));
    m_transformations->setTransformations(m_panel.transformations);
    m_overrides->setOverrides(m_panel.overrides, m_panel.type);
    m_fields->setFields(m_panel.defaults);
    m_kindForm->setPanel(m_panel, repeatable(*m_dashboard));
    m_json->setPlainText(engine::panelText(m_panel));
    m_isFilling = false;
}

void PanelEditor::take()
{
    if (m_isFilling)
        return;
    m_panel.title = m_title->text();
    m_panel.description = m_description->toPlainText();
    m_panel.targets = m_queries->targets();
    m_panel.transformations = m_transformations->transformations();
    m_panel.overrides = m_overrides->overrides();
    m_panel.defaults = m_fields->fields();
    m_panel.options = m_filled.options;
    m_panel.repeat = m_filled.repeat;
    m_kindForm->applyTo(m_panel);
    takeObjective();
    m_isFilling = true;
    m_json->setPlainText(engine::panelText(m_panel));
    m_isFilling = false;
    m_isJsonWrong = m_isWarned = false;
    m_said->setText({});
    m_soon.start();
}

// Another objective brings its query, for a Grafana.
void PanelEditor::takeObjective()
{
    const engine::ObjectiveKeeper *keeper = m_around.reader.objectives();
    const auto named = [](const BoardPanel &panel) { return panel.options.value("objective"_L1).toString(); };
    if (m_panel.type != engine::objectiveKind || !keeper || named(m_panel) == named(m_filled))
        return;
    for (const engine::ObjectiveState &state : keeper->snapshot()->objectives)
        if (state.objective.id == named(m_panel))
            engine::setObjective(m_panel, state.objective);
}

void PanelEditor::takeKind()
{
    m_panel = engine::asKind(std::move(m_panel), m_kind->currentData().toString());
    fill();
    m_soon.start();
}

void PanelEditor::takeJson()
{
    if (m_isFilling)
        return;
    auto read = engine::panelOfText(m_json->toPlainText(), m_panel);
    m_isJsonWrong = !read.ok();
    m_said->setText(m_isJsonWrong ? read.error().summary : QString());
    if (m_isJsonWrong)
        return;
    m_panel = std::move(*read);
    const QString json = m_json->toPlainText();
    const int cursor = m_json->textCursor().position();
    fill();
    m_isFilling = true; // as it is being written
    m_json->setPlainText(json);
    QTextCursor back = m_json->textCursor();
    back.setPosition(cursor);
    m_json->setTextCursor(back);
    m_isFilling = false;
    m_soon.start();
}

void PanelEditor::showPreview()
{
    delete m_preview;
    engine::PlacedPanel placed{m_panel, m_scope, QStringLiteral("preview")};
    placed.panel.title = query::interpolate(m_panel.title, m_scope, query::Dialect::Title);
    m_preview = new BoardCard(std::move(placed), m_dashboard, m_around);
    m_preview->setMinimumHeight(200);
    m_previewPlace->addWidget(m_preview);
    m_preview->look(true);
}

void PanelEditor::apply()
{
    if (m_isJsonWrong) {
        m_tabs->setCurrentWidget(m_json);
        return;
    }
    if (!m_fields->isValid()) {
        m_said->setText(tr("Some values cannot be read yet; see the fields on the right."));
        return;
    }
    Q_EMIT applied(m_panel);
    accept();
}

// A first Esc over changes only asks for a second one.
void PanelEditor::reject()
{
    if (!(m_panel == m_before) && !m_isWarned) {
        m_isWarned = true;
        m_said->setText(tr("The changes are not applied. Press Esc once more to discard them."));
        return;
    }
    QDialog::reject();
}

void PanelEditor::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), widgets::Theme::of(this).surface.panel);
}

} // namespace wf::ui
