# Reads every file of a folder with PowerShell's own parser and PSScriptAnalyzer, runs none of them, and prints a line of
# JSON for each file (the commands that it calls) and for each finding. Exit status 3: the module is missing.
param([Parameter(Mandatory)] [string] $Folder)

$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = [System.Text.UTF8Encoding]::new($false)
if (-not (Get-Module -ListAvailable -Name PSScriptAnalyzer)) { exit 3 }
Import-Module -Name PSScriptAnalyzer

foreach ($file in Get-ChildItem -LiteralPath $Folder -Filter '*.ps1') {
    $tokens = $null
    $errors = $null
    $tree = [System.Management.Automation.Language.Parser]::ParseFile($file.FullName, [ref] $tokens, [ref] $errors)
    foreach ($one in $errors) {
        $found = @{ file = $file.Name; line = $one.Extent.StartLineNumber; rule = $one.ErrorId; says = $one.Message }
        ConvertTo-Json -InputObject $found -Compress
    }
    $calls = $tree.FindAll({ param($node) $node -is [System.Management.Automation.Language.CommandAst] }, $true)
    $names = @($calls | ForEach-Object { "$($_.GetCommandName())" })
    ConvertTo-Json -InputObject @{ file = $file.Name; commands = $names } -Compress
}

# A form is one part of a fix: what it assigns, another part uses.
$settings = @{
    Severity     = @('Error', 'Warning')
    ExcludeRules = @('PSUseDeclaredVarsMoreThanAssignments')
}
foreach ($one in Invoke-ScriptAnalyzer -Path $Folder -Recurse -Settings $settings) {
    $found = @{ file = $one.ScriptName; line = $one.Line; rule = $one.RuleName; says = $one.Message }
    ConvertTo-Json -InputObject $found -Compress
}
