// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/yaml/agreements/agreementfile.h"

#include <map>

namespace wf::engine {

// Contract files as they lie on the disk.
struct ContractFiles {
    wire::AgreementDefinitions definitions;
    std::map<QString, QString> texts; // by path
    QStringList unreadable;           // "path: why"
    [[nodiscard]] QStringList problems() const { return unreadable + definitions.problems(); }
};

// Files, and the YAML files right below folders; at most 4 MiB each. Reads the disk: off the GUI thread for many files.
[[nodiscard]] ContractFiles loadContracts(const QStringList &paths, const wire::AgreementNames &known);

// A contract's text by itself, while somebody writes it.
struct ContractProblem {
    int line = 1; // both from 1
    int column = 1;
    bool isError = true;
    QString what;
};
struct ContractCheck {
    bool reads = false; // every document is a contract without errors, and there is one
    std::vector<ContractProblem> problems;
};
[[nodiscard]] ContractCheck checkContract(const QString &text, const wire::AgreementNames &known);

// The text of a contract to begin with: it reads, and says of every field what it is for.
[[nodiscard]] QString newContractText(const QString &id);

// Saves the text of a contract's file once it holds no error. Errors: Invalid (with the first problem and its place; or
// the file was changed meanwhile: `before` is what it held when it was opened), Storage. New files are not overwritten.
[[nodiscard]] base::Status saveContract(const QString &path, const QString &before, const QString &after,
                                        const wire::AgreementNames &known);

// A contract's text with another name and version 1, for a contract like it. Errors: Invalid (it does not read).
[[nodiscard]] base::Result<QString> duplicatedContract(const QString &text, const QString &id, const QString &newId);

} // namespace wf::engine
