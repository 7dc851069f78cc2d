import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["**/dist/", "**/node_modules/"] },
  js.configs.recommended,
  {
    languageOptions: {
      globals: globals.browser,
    },
    rules: { "no-unused-expressions": "off", "no-undef": "error", "prefer-const": "error", eqeqeq: "error" },
  },
  { files: ["**/tests/js/**"], languageOptions: { globals: globals.node } },
];
