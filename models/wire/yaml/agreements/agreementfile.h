// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/agreements/agreement.h"
#include "models/wire/yaml/tree/fieldscribe.h"

#include <QStringList>

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

// Contracts as files (apiVersion watchfloor/v1, kind Agreement; docs/user/agreements.md). A contract is money: a
// field nobody knows is an error here, and one with errors is left out whole. Pure.
namespace wf::wire {

// One document of a file.
struct AgreementDocument {
    QString file;
    QString name; // metadata.name
    int version = 0;
    TextPlace place;
    std::vector<FileProblem> problems; // in the order of the file, at most 500
    [[nodiscard]] int count(FileProblem::Weight weight) const;
    [[nodiscard]] bool isValid() const { return count(FileProblem::Weight::Error) == 0; }
};

struct AgreementDefinitions {
    std::vector<AgreementDocument> documents;   // in the order they were read
    std::vector<signals::Agreement> agreements; // those without errors, by id and version
    // "file:line:column: name: what is wrong", errors and warnings; at most 200.
    [[nodiscard]] QStringList problems() const;
};

// What contracts may name; nothing: not known, and not checked.
struct AgreementNames {
    std::optional<QStringList> objectives; // ids
    std::optional<QStringList> services;
};

// Reads any number of files and checks at the end what only all of them tell: names, versions, circles. Never fails:
// what is wrong stands in the document it is wrong in; documents of other kinds are passed over. Not thread-safe.
class AgreementReader {
public:
    AgreementReader();
    ~AgreementReader();
    AgreementReader(const AgreementReader &) = delete;
    AgreementReader &operator=(const AgreementReader &) = delete;

    void add(std::string_view text, const QString &fileName = {});
    [[nodiscard]] AgreementDefinitions take(const AgreementNames &known = {});

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// One file by itself.
[[nodiscard]] AgreementDefinitions readAgreementFile(std::string_view text, const QString &fileName = {},
                                                     const AgreementNames &known = {});

} // namespace wf::wire
